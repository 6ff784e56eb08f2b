package org.gateway4j.supervisor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

/** Processes that are replaced. */
class ReloadTest extends SupervisionFixture {

    @Test
    @Covers("supervisor/case-87")
    void successorIsReadyBeforeTheOldProcessLeaves() {
        Supervision supervision = running();
        CompletableFuture<@Nullable Void> reloaded = supervision.reload();
        loop.settle();
        assertTrue(reloaded.isDone());
        assertEquals(
                List.of("0 launch 2", "0 add app.2 with 2", "0 remove app.1 in 30000", "0 QUIT 1", "0 release 1"),
                processes.notes());
        SupervisedProcess only = supervision.view().processes().get(0);
        assertEquals(2, only.generation());
        assertEquals("unix:/nowhere/2/socket", only.endpoint().toString());
    }

    @Test
    @Covers("supervisor/case-95")
    void oldProcessHasTimeForItsRequestsAndThenGetsEachSignalInTurn() {
        Supervision supervision = running();
        processes.idle = false;
        processes.obedient = false;
        CompletableFuture<@Nullable Void> reloaded = supervision.reload();
        loop.settle();
        assertTrue(reloaded.isDone());
        assertEquals(
                List.of(SupervisedProcess.State.READY, SupervisedProcess.State.DRAINING),
                supervision.view().processes().stream()
                        .map(SupervisedProcess::state)
                        .toList());
        processes.notes();
        loop.pass(Duration.ofMinutes(1));
        assertEquals(List.of("30000 QUIT 1", "35000 TERM 1", "40000 KILL 1", "40000 release 1"), processes.notes());
    }

    @Test
    void oldProcessGoesOnIfItsSuccessorFails() {
        Supervision supervision = running();
        processes.endsAtOnce = "ended with status 78";
        CompletableFuture<@Nullable Void> reloaded = supervision.reload();
        loop.pass(Duration.ofMinutes(5));
        assertEquals(
                "app: the process ended with status 78 before it was ready; it wrote:\nfirst line\nlast line",
                failure(reloaded));
        assertEquals(List.of("0 launch 2", "0 release 2"), processes.notes());
        assertEquals(State.READY, supervision.view().state());
    }

    @Test
    void processesAreReplacedOneAfterAnother() {
        Supervision supervision = running(3, Restarts.defaults(), Recycling.none());
        processes.answering = false;
        CompletableFuture<@Nullable Void> reloaded = supervision.reload();
        loop.passMillis(1000);
        assertEquals(List.of("0 launch 4"), processes.notes());
        processes.answering = true;
        loop.passMillis(1000);
        assertTrue(reloaded.isDone());
        assertEquals(6, processes.launched());
        assertEquals(
                List.of(4, 5, 6),
                supervision.view().processes().stream()
                        .map(SupervisedProcess::generation)
                        .toList());
    }

    @Test
    void reloadsDuringAReloadBecomeOneMore() {
        Supervision supervision = running();
        processes.answering = false;
        CompletableFuture<@Nullable Void> first = supervision.reload();
        loop.settle();
        CompletableFuture<@Nullable Void> second = supervision.reload();
        CompletableFuture<@Nullable Void> third = supervision.reload();
        loop.settle();
        processes.answering = true;
        loop.passMillis(1000);
        assertTrue(first.isDone() && second.isDone() && third.isDone());
        assertEquals(3, processes.launched());
    }

    @Test
    void reloadStartsTheNextProcessAtOnceWhileProcessesFail() {
        Supervision supervision = running();
        processes.endsAtOnce = "ended with status 1";
        processes.process(1).end("ended with status 1");
        loop.pass(Duration.ofSeconds(20));
        assertEquals(State.FAILED, supervision.view().state());
        processes.endsAtOnce = "";
        CompletableFuture<@Nullable Void> reloaded = supervision.reload();
        loop.settle();
        assertTrue(reloaded.isDone());
        assertEquals(State.READY, supervision.view().state());
        processes.notes();
        loop.pass(Duration.ofMinutes(5));
        assertEquals(List.of(), processes.notes(), "the pause is over as well");
    }

    @Test
    void oldProcessThatEndsMeanwhileIsReplacedByItsSuccessor() {
        Supervision supervision = running();
        processes.answering = false;
        CompletableFuture<@Nullable Void> reloaded = supervision.reload();
        loop.passMillis(500);
        processes.process(1).end("was ended by signal 9 (KILL)");
        loop.passMillis(500);
        assertEquals(State.STARTING, supervision.view().state());
        processes.answering = true;
        loop.passMillis(500);
        assertTrue(reloaded.isDone());
        assertEquals(2, processes.launched());
    }

    @Test
    @Covers("supervisor/case-98")
    void closingDuringAReloadLeavesNothing() {
        Supervision supervision = running();
        processes.answering = false;
        CompletableFuture<@Nullable Void> reloaded = supervision.reload();
        loop.passMillis(100);
        CompletableFuture<@Nullable Void> closed = supervision.close();
        loop.settle();
        assertTrue(closed.isDone());
        assertTrue(loop.isClosed());
        assertEquals(0, processes.alive());
        assertNotEquals("success", failure(reloaded));
    }

    @Test
    @Covers("supervisor/case-91")
    void processIsReplacedAfterItsRequests() {
        running(1, Restarts.defaults(), Recycling.none().withRequests(400));
        processes.requests = 399;
        loop.passMillis(1500);
        assertEquals(1, processes.launched());
        processes.requests = 400;
        loop.passMillis(500);
        processes.requests = 0;
        assertEquals(2, processes.launched());
        assertEquals(1, processes.alive());
    }

    @Test
    void processIsReplacedAtItsAge() {
        running(1, Restarts.defaults(), Recycling.none().withAge(Duration.ofSeconds(60)));
        loop.passMillis(59_500);
        assertEquals(1, processes.launched());
        loop.passMillis(1000);
        assertEquals(2, processes.launched());
        assertEquals(1, processes.alive());
    }

    @Test
    @Covers("supervisor/case-92")
    void processIsReplacedIfItHasTooMuchMemory() {
        running(1, Restarts.defaults(), Recycling.none().withMemory(1000));
        memory = 999;
        loop.passMillis(5500);
        assertEquals(1, processes.launched());
        memory = 1000;
        loop.passMillis(500);
        memory = 0;
        loop.passMillis(500);
        assertEquals(2, processes.launched());
        assertEquals(1, processes.alive());
    }

    @Test
    void replacementThatFailsIsTriedAgainAfterAPause() {
        Supervision supervision =
                running(1, Restarts.defaults(), Recycling.none().withRequests(10));
        processes.requests = 10;
        processes.endsAtOnce = "ended with status 1";
        loop.pass(Duration.ofSeconds(33));
        assertEquals(List.of(1000L, 31_000L), processes.launches());
        assertFalse(processes.process(1).isEnded());
        assertEquals(State.READY, supervision.view().state());
    }
}
