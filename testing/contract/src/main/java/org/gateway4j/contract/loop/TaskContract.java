package org.gateway4j.contract.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tasks of a loop. */
interface TaskContract extends LoopFixture {

    @Test
    default void loopKnowsItsThread() throws Exception {
        assertFalse(loop().inEventLoop());
        assertTrue(on(loop()::inEventLoop));
    }

    @Test
    default void tasksRunInTheOrderOfTheCalls() throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            loop().execute(() -> order.add(number));
        }
        List<Integer> seen = on(() -> List.copyOf(order));
        assertEquals(10_000, seen.size());
        assertEquals(seen.stream().sorted().toList(), seen);
    }

    @Test
    default void tasksOfTheLoopItselfRunLater() throws Exception {
        List<String> order = on(() -> {
            List<String> events = new ArrayList<>();
            loop().execute(() -> events.add("task"));
            events.add("returned");
            return events;
        });
        assertEquals(List.of("returned", "task"), on(() -> List.copyOf(order)));
    }

    @Test
    default void loopSurvivesTasksThatThrow() throws Exception {
        loop().execute(() -> {
            throw new IllegalStateException("thrown on purpose");
        });
        loop().execute(() -> {
            throw new StackOverflowError("thrown on purpose");
        });
        assertTrue(on(loop()::inEventLoop));
    }

    @Test
    default void connectIsRefusedOnAnotherThread() throws Exception {
        LinkRecorder recorder = recorder();
        assertThrows(IllegalStateException.class, () -> loop().connect(address(), recorder));
        assertEquals(List.of(), recorder.events());
    }
}
