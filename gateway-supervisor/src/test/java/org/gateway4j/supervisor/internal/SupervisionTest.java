package org.gateway4j.supervisor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.supervisor.Recycling;
import org.gateway4j.supervisor.Restarts;
import org.gateway4j.supervisor.SupervisedGateway.State;
import org.gateway4j.supervisor.SupervisedProcess;
import org.gateway4j.testkit.conformance.Covers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Starts, failures and ends of processes. */
class SupervisionTest extends SupervisionFixture {

    @Test
    void processGetsRequestsOnceItAnswers() {
        processes.answering = false;
        Supervision supervision = supervise();
        CompletableFuture<@Nullable Void> started = supervision.start();
        loop.passMillis(1000);
        assertEquals(List.of("0 launch 1"), processes.notes());
        assertEquals(State.STARTING, supervision.view().state());
        assertEquals(
                SupervisedProcess.State.STARTING,
                supervision.view().processes().get(0).state());
        processes.answering = true;
        loop.passMillis(200);
        assertTrue(started.isDone());
        assertEquals(State.READY, supervision.view().state());
        assertTrue(processes.notes().get(0).endsWith(" add app.1 with 2"));
    }

    @Test
    void processThatDoesNotAnswerInTimeIsKilled() {
        processes.answering = false;
        CompletableFuture<@Nullable Void> started = supervise().start();
        loop.pass(Duration.ofSeconds(11));
        assertEquals(List.of("0 launch 1", "10000 KILL 1", "10000 release 1"), processes.notes());
        assertEquals(
                "app: the process was not ready within 10000 ms (startTimeout); it wrote nothing", failure(started));
    }

    @Test
    void firstStartThatFailsIsNotRepeated() {
        processes.endsAtOnce = "ended with status 78";
        CompletableFuture<@Nullable Void> started = supervise().start();
        loop.pass(Duration.ofMinutes(5));
        assertEquals(1, processes.launched());
        assertEquals(
                "app: the process ended with status 78 before it was ready; it wrote:\nfirst line\nlast line",
                failure(started));
        assertEquals(List.of("first line", "last line"), output);
    }

    @Test
    @Covers("supervisor/case-85")
    void processThatEndsAtOnceIsStartedAgainAfterGrowingPauses() {
        Supervision supervision = running(1, Restarts.defaults().withMost(100), Recycling.none());
        processes.endsAtOnce = "ended with status 1";
        processes.process(1).end("was ended by signal 11 (SEGV)");
        loop.pass(Duration.ofMinutes(2));
        assertEquals(
                List.of(0L, 200L, 600L, 1400L, 3000L, 6200L, 12_600L, 25_400L, 51_000L, 81_000L, 111_000L),
                processes.launches());
        assertEquals(State.STARTING, supervision.view().state());
        assertNull(supervision.view().crashLoop());
    }

    @Test
    @Covers("supervisor/crash-loop")
    void crashLoopIsAFailureUntilAProcessIsReady() {
        Supervision supervision = running();
        processes.endsAtOnce = "ended with status 1";
        processes.process(1).end("was ended by signal 11 (SEGV)");
        loop.pass(Duration.ofSeconds(60));
        assertEquals(List.of(0L, 200L, 600L, 1400L, 31_400L), processes.launches());
        assertEquals(State.FAILED, supervision.view().state());
        assertEquals(
                "failed 6 times in a row; at last the process ended with status 1 before it was ready;"
                        + " its last words: last line",
                supervision.view().crashLoop());
        processes.endsAtOnce = "";
        loop.pass(Duration.ofSeconds(30));
        assertEquals(State.READY, supervision.view().state());
        assertNull(supervision.view().crashLoop());
    }

    /** The time that counts here is not the wall clock's, and it overflows in this test. */
    @Test
    @Covers("supervisor/case-100")
    void processThatServedForAWhileIsStartedAgainAtOnce() {
        running();
        for (int generation = 1; generation <= 20; generation++) {
            loop.pass(Duration.ofSeconds(10));
            processes.notes();
            processes.process(generation).end("was ended by signal 9 (KILL)");
            loop.settle();
            String time = loop.millis() + " ";
            assertEquals(
                    List.of(
                            time + "release " + generation,
                            time + "remove app." + generation + " in 30000",
                            time + "launch " + (generation + 1),
                            time + "add app." + (generation + 1) + " with 2"),
                    processes.notes());
        }
    }

    @Test
    void processThatNoGatewayCanBeMadeForFails() {
        processes.unconnectable = true;
        CompletableFuture<@Nullable Void> started = supervise().start();
        loop.settle();
        assertEquals(
                "app: the process has no gateway: group of body files does not exist; it wrote nothing",
                failure(started));
        assertEquals(0, processes.alive());
    }

    @Test
    void closingEndsAllAtOnceAndStartsNothingMore() {
        Supervision supervision = running(3, Restarts.defaults(), Recycling.none());
        CompletableFuture<@Nullable Void> closed = supervision.close();
        loop.settle();
        assertTrue(closed.isDone());
        assertEquals(0, processes.alive());
        assertEquals(State.CLOSED, supervision.view().state());
        assertEquals(List.of(), supervision.view().processes());
        assertTrue(loop.isClosed());
        assertTrue(supervision.close().isDone());
        assertEquals("app: was closed", failure(supervision.reload()));
        assertEquals(3, processes.launched());
    }

    @Test
    @Covers("supervisor/case-95")
    void closingKillsWhatDoesNotObey() {
        Supervision supervision = running();
        processes.obedient = false;
        CompletableFuture<@Nullable Void> closed = supervision.close();
        loop.passMillis(4999);
        assertFalse(closed.isDone());
        loop.passMillis(1);
        assertTrue(closed.isDone());
        assertEquals(List.of("0 remove app.1 in 0", "0 TERM 1", "5000 KILL 1", "5000 release 1"), processes.notes());
    }

    @Test
    void processThatCannotBeKilledIsGivenUp() {
        Supervision supervision = running();
        processes.obedient = false;
        processes.endsNever = true;
        CompletableFuture<@Nullable Void> closed = supervision.close();
        loop.pass(Duration.ofSeconds(10));
        assertTrue(closed.isDone());
        assertEquals(List.of("0 remove app.1 in 0", "0 TERM 1", "5000 KILL 1", "10000 release 1"), processes.notes());
    }

    @Test
    @Covers("supervisor/case-98")
    void closingDuringTheStartFailsTheStart() {
        processes.answering = false;
        Supervision supervision = supervise();
        CompletableFuture<@Nullable Void> started = supervision.start();
        loop.passMillis(100);
        CompletableFuture<@Nullable Void> closed = supervision.close();
        loop.settle();
        assertTrue(closed.isDone());
        assertEquals("app: was closed before the process was ready", failure(started));
        assertEquals(0, processes.alive());
    }

    @Test
    void closingDuringAPauseStartsNothingMore() {
        Supervision supervision = running();
        processes.endsAtOnce = "ended with status 1";
        processes.process(1).end("ended with status 1");
        loop.passMillis(100);
        CompletableFuture<@Nullable Void> closed = supervision.close();
        loop.settle();
        assertTrue(closed.isDone());
        assertTrue(loop.isClosed());
        assertEquals(2, processes.launched());
    }
}
