package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.gateway4j.GatewayListener;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that take long. A start hangs here because its input is a named pipe that nobody writes to. */
class LauncherTest {

    private static final Duration SOON = Duration.ofMillis(200);

    @TempDir
    Path directory;

    private final Watchdog watchdog = new Watchdog("gateway4j test");
    private Leftovers leftovers;
    private Path fifo;
    private Path started;
    private RandomAccessFile writer;

    @BeforeEach
    void begin() throws Exception {
        leftovers = Leftovers.watch();
        started = directory.resolve("started");
        fifo = directory.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        watchdog.close();
        if (writer != null) {
            writer.close();
        }
        leftovers.awaitNone();
    }

    /** How long a start may take. */
    private long longest;

    private Launcher launcher(int processes, int starts, Duration connect) {
        return launcher(processes, starts, connect, SOON);
    }

    private Launcher launcher(int processes, int starts, Duration connect, Duration grace) {
        longest = Nanos.of(connect);
        ProcessConfig config = ProcessConfig.of(processes)
                .withMaxStarts(starts)
                .withGrace(grace)
                .withOutputGrace(SOON);
        Backend backend = Backend.of(
                "test",
                Medium.PROCESS,
                PoolConfig.of(processes),
                Timeouts.defaults().withConnect(connect),
                Limits.defaults(),
                Spooling.defaults(),
                null,
                SendfileRoots.none(),
                new GatewayListener() {});
        CgiSettings settings = new CgiSettings(config, Map.of(), null, false, false, "test", ExitPolicy.SUCCESS_ONLY);
        return new Launcher(backend, settings, watchdog);
    }

    private ProcessPlan plan(Redirect input) {
        return plan("echo >> " + started + "; sleep 1000", input);
    }

    private ProcessPlan plan(String script, Redirect input) {
        return new ProcessPlan(List.of("/bin/sh", "-c", script), Map.of(), directory.toFile(), input);
    }

    private ProcessPlan hanging() {
        return plan(Redirect.from(fifo.toFile()));
    }

    private ProcessPlan ordinary() {
        return plan(nothing());
    }

    private static Redirect nothing() {
        return Redirect.from(Path.of("/dev/null").toFile());
    }

    /** Lets all starts go on that hang, or would. Opened for both directions, a named pipe does not wait for another. */
    private void letGo() throws Exception {
        writer = new RandomAccessFile(fifo.toFile(), "rw");
    }

    @Test
    @Covers("cgi/script-start")
    void startThatHangsEndsAtItsDeadlineAndItsProcessIsEnded() throws Exception {
        try (Launcher launcher = launcher(1, 1, SOON)) {
            ConnectException failure = assertThrows(ConnectException.class, () -> launcher.start(hanging(), longest));
            assertEquals(Kind.TIMED_OUT, failure.kind());
            assertTrue(failure.mayHaveRun(), "it does, once it has started");
            letGo();
        }
    }

    @Test
    @Covers("cgi/script-start")
    void startThatWaitsItsTurnEndsAtItsDeadlineToo() throws Exception {
        try (Launcher launcher = launcher(2, 1, SOON)) {
            assertThrows(ConnectException.class, () -> launcher.start(hanging(), longest));
            ConnectException failure = assertThrows(ConnectException.class, () -> launcher.start(ordinary(), longest));
            assertEquals(Kind.TIMED_OUT, failure.kind());
            assertFalse(failure.mayHaveRun());
            letGo();
        }
        assertOthersDidNotStart();
    }

    /** The one that hung may have, once it was let go. */
    private void assertOthersDidNotStart() throws Exception {
        assertTrue(!Files.exists(started) || Files.readAllLines(started).size() <= 1, "another started all the same");
    }

    @Test
    void interruptEndsTheWaitForAStart() throws Exception {
        try (Launcher launcher = launcher(1, 1, Duration.ofHours(1))) {
            AtomicBoolean interrupted = new AtomicBoolean();
            Running<Kind> start = ThreadKind.PLATFORM.run(() -> {
                ConnectException failure =
                        assertThrows(ConnectException.class, () -> launcher.start(hanging(), longest));
                interrupted.set(Thread.currentThread().isInterrupted());
                return failure.kind();
            });
            start.interrupt();
            assertEquals(Kind.INTERRUPTED, start.result());
            assertTrue(interrupted.get());
            letGo();
        }
    }

    @Test
    void closeEndsTheWaitForAStart() throws Exception {
        Launcher launcher = launcher(1, 1, Duration.ofHours(1));
        Running<Boolean> start = ThreadKind.PLATFORM.run(
                () -> assertThrows(ConnectException.class, () -> launcher.start(hanging(), longest))
                        .mayHaveRun());
        Await.until("its start", () -> hasBegun());
        Running<Boolean> close = ThreadKind.PLATFORM.run(() -> {
            launcher.close();
            return true;
        });
        assertTrue(start.result());
        letGo();
        assertTrue(close.result());
    }

    /** Whether some thread hangs in a start. */
    private static boolean hasBegun() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(ProcessBuilder.class.getName()));
    }

    /** However many of them are given up; whoever waits its turn needs no thread. */
    @Test
    @Covers("cgi/script-start")
    void startsThatHangHoldOneThreadForEachProcess() throws Exception {
        try (Launcher launcher = launcher(2, 4, Duration.ofMillis(20))) {
            for (int i = 0; i < 10; i++) {
                assertEquals(
                        Kind.TIMED_OUT,
                        assertThrows(ConnectException.class, () -> launcher.start(hanging(), longest))
                                .kind());
            }
            assertEquals(
                    2,
                    Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().startsWith("gateway4j test pipe"))
                            .count());
            letGo();
        }
    }

    @Test
    @Covers("cgi/script-start")
    void interruptEndsTheWaitForATurn() throws Exception {
        try (Launcher launcher = launcher(2, 1, Duration.ofSeconds(20))) {
            Running<Kind> hanging = startThatFails(launcher, hanging());
            Await.until("its start", () -> hasBegun());
            Running<Kind> waiting = startThatFails(launcher, ordinary());
            waiting.interrupt();
            assertEquals(Kind.INTERRUPTED, waiting.result());
            hanging.interrupt();
            assertEquals(Kind.INTERRUPTED, hanging.result());
            letGo();
        }
    }

    @Test
    @Covers("cgi/script-start")
    void closeEndsTheWaitForATurn() throws Exception {
        Launcher launcher = launcher(3, 1, Duration.ofSeconds(20));
        Running<Kind> hanging = startThatFails(launcher, hanging());
        Await.until("its start", () -> hasBegun());
        List<Running<Kind>> waiting =
                List.of(startThatFails(launcher, ordinary()), startThatFails(launcher, ordinary()));
        Running<Boolean> close = ThreadKind.PLATFORM.run(() -> {
            launcher.close();
            return true;
        });
        for (Running<Kind> each : waiting) {
            assertEquals(Kind.FAILED, each.result());
        }
        assertEquals(Kind.FAILED, hanging.result());
        letGo();
        assertTrue(close.result());
        assertOthersDidNotStart();
    }

    private Running<Kind> startThatFails(Launcher launcher, ProcessPlan plan) {
        return ThreadKind.PLATFORM.run(() -> assertThrows(ConnectException.class, () -> launcher.start(plan, longest))
                .kind());
    }

    @Test
    void closeEndsWhatIsLeft() throws Exception {
        Launcher launcher = launcher(2, 2, Duration.ofSeconds(20));
        ScriptProcess script = launcher.start(ordinary(), longest);
        Await.until("its first line", () -> Files.exists(started));
        launcher.close();
        assertTrue(script.exitStatus().isPresent());
    }

    @Test
    void closeWaitsHoweverLongProcessesMayTake() throws Exception {
        Launcher launcher = launcher(1, 1, Duration.ofSeconds(20), Timeouts.NEVER);
        ScriptProcess script = launcher.start(ordinary(), longest);
        launcher.close();
        assertTrue(script.exitStatus().isPresent());
    }

    /** The watchdog, which kills what does not obey, does nothing here, as if it had too much to do. */
    @Test
    void closeKillsWhatItHasNoMorePatienceFor() throws Exception {
        watchdog.close();
        Launcher launcher = launcher(1, 1, Duration.ofSeconds(20));
        ScriptProcess script = launcher.start(
                plan("trap '' TERM; echo >> " + started + "; while :; do sleep 1000; done", nothing()), longest);
        Await.until("its first line", () -> Files.exists(started));
        launcher.close();
        Await.until("its end", () -> script.exitStatus().isPresent());
        assertEquals(128 + 9, script.exitStatus().getAsInt());
    }

    @Test
    void startsThatWereGivenUpCountAsProcesses() throws Exception {
        try (Launcher launcher = launcher(1, 4, SOON)) {
            assertTrue(assertThrows(ConnectException.class, () -> launcher.start(hanging(), longest))
                    .mayHaveRun());
            assertFalse(assertThrows(ConnectException.class, () -> launcher.start(hanging(), longest))
                    .mayHaveRun());
            letGo();
        }
    }

    @Test
    void closedLauncherStartsNothing() throws Exception {
        Launcher launcher = launcher(1, 1, SOON);
        launcher.close();
        assertThrows(ConnectException.class, () -> launcher.start(ordinary(), longest));
        assertFalse(Files.exists(started));
    }
}
