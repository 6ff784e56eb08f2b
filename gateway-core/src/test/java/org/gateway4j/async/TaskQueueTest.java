package org.gateway4j.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskQueueTest {

    private final TaskQueue tasks = new TaskQueue();

    @Test
    void givesTasksInTheirOrderHoweverTheyCome() {
        SplittableRandom random = new SplittableRandom(7);
        List<Integer> done = new ArrayList<>();
        int added = 0;
        while (done.size() < 1_000) {
            if (random.nextBoolean()) {
                int number = added++;
                tasks.add(() -> done.add(number));
            } else if (!tasks.isEmpty()) {
                tasks.poll().run();
            }
        }
        for (int i = 0; i < done.size(); i++) {
            assertEquals(i, done.get(i));
        }
    }

    @Test
    void isSealedIfEmptyOnlyThen() {
        Runnable first = () -> {};
        Runnable second = () -> {};
        tasks.add(first);
        assertFalse(tasks.sealIfEmpty());
        tasks.add(second);
        assertSame(first, tasks.poll());
        assertFalse(tasks.sealIfEmpty());
        assertSame(second, tasks.poll());
        assertNull(tasks.poll());
        assertTrue(tasks.isEmpty());
        assertFalse(tasks.isSealed());
        assertTrue(tasks.sealIfEmpty());
        assertTrue(tasks.isSealed());
        assertFalse(tasks.add(first));
        assertNull(tasks.poll());
    }

    @Test
    void givesWhatItHeldWhenItWasSealed() {
        List<Runnable> accepted = List.of(() -> {}, () -> {}, () -> {}, () -> {});
        tasks.add(accepted.get(0));
        tasks.add(accepted.get(1));
        assertSame(accepted.get(0), tasks.poll());
        tasks.add(accepted.get(2));
        tasks.add(accepted.get(3));
        tasks.seal();
        tasks.seal();
        assertFalse(tasks.add(() -> {}));
        for (Runnable task : accepted.subList(1, 4)) {
            assertFalse(tasks.isEmpty());
            assertSame(task, tasks.poll());
        }
        assertNull(tasks.poll());
        assertTrue(tasks.isEmpty());
    }

    /** Each accepted task is taken once, and those of one thread in their order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void losesNothingBetweenThreads(long seed) throws Exception {
        int producers = 3;
        ExecutorService threads = Executors.newFixedThreadPool(producers);
        try {
            List<List<Integer>> taken = new ArrayList<>();
            List<Future<Integer>> accepted = new ArrayList<>();
            for (int i = 0; i < producers; i++) {
                List<Integer> ofProducer = new ArrayList<>();
                taken.add(ofProducer);
                accepted.add(threads.submit(addUntilSealed(ofProducer)));
            }
            SplittableRandom random = new SplittableRandom(seed);
            int count = 20_000 + random.nextInt(20_000);
            while (count > 0) {
                if (runOne()) {
                    count--;
                }
            }
            tasks.seal();
            while (runOne()) {
                // Those that were accepted.
            }
            for (int i = 0; i < producers; i++) {
                List<Integer> ofProducer = taken.get(i);
                assertEquals(accepted.get(i).get(), ofProducer.size());
                for (int k = 0; k < ofProducer.size(); k++) {
                    assertEquals(k, ofProducer.get(k));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private boolean runOne() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** At most some thousand tasks ahead of the one that takes them. */
    private Callable<Integer> addUntilSealed(List<Integer> taken) {
        AtomicInteger done = new AtomicInteger();
        return () -> {
            int count = 0;
            while (true) {
                int number = count;
                if (!tasks.add(() -> done.set(add(taken, number)))) {
                    return count;
                }
                count++;
                while (count - done.get() > 5_000 && !tasks.isSealed()) {
                    Thread.onSpinWait();
                }
            }
        };
    }

    private static int add(List<Integer> taken, int number) {
        taken.add(number);
        return taken.size();
    }
}
