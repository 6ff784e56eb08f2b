package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of a process, to the point where nothing is left of it. */
class ScriptProcessTest {

    private static final long SOON = Duration.ofMillis(100).toNanos();
    private static final ProcessTimes TIMES = new ProcessTimes(SOON, SOON, 3 * SOON);

    @TempDir
    Path directory;

    private final Watchdog watchdog = new Watchdog("gateway4j test");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger gone = new AtomicInteger();

    private Process process;

    @AfterEach
    void close() {
        process.destroyForcibly();
        watchdog.close();
        threads.shutdown();
    }

    /** Starts it, and reads its output as a launcher does. */
    private ScriptProcess start(String script, ProcessTimes times) throws Exception {
        process = new ProcessBuilder("/bin/sh", "-c", script).start();
        ScriptProcess started = new ScriptProcess(process, pipesOf(process), times, watchdog, threads);
        started.whenGone(gone::incrementAndGet);
        threads.execute(started.pumps()::readOutput);
        return started;
    }

    private static ProcessPipes pipesOf(Process process) {
        ProcessPipes pipes = new JdkPipes();
        pipes.started(process);
        return pipes;
    }

    private void awaitGone() throws Exception {
        Await.untilEquals(1, gone::get, "notices that it is gone");
    }

    /** Otherwise the reader of its errors would come too late, and nobody would look after it. */
    @Test
    void processThatHasExitedIsNotGoneWhileItsExchangeLasts() throws Exception {
        ScriptProcess script = start("exit 3", TIMES);
        Await.until("its exit and the end of its output", () -> isOver(script));
        script.pumps().readErrors(bytes -> {});
        Await.until("nothing more to come", () -> isOver(script));
        assertEquals(0, gone.get());
        script.letFinish();
        awaitGone();
    }

    private static boolean isOver(ScriptProcess script) {
        script.monitor().lock();
        try {
            return script.state().isOver();
        } finally {
            script.monitor().unlock();
        }
    }

    @Test
    void whoeverComesTooLateIsToldAtOnceThatItIsGone() throws Exception {
        ScriptProcess script = start("exit 0", TIMES);
        script.letFinish();
        awaitGone();
        AtomicInteger late = new AtomicInteger();
        script.whenGone(late::incrementAndGet);
        assertEquals(1, late.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 1000", "trap '' TERM; while :; do sleep 1000; done", "exec >&- 2>&-; sleep 1000"})
    void terminatedProcessIsGoneOnce(String script) throws Exception {
        ScriptProcess started = start(script, TIMES);
        for (int i = 0; i < 3; i++) {
            started.terminate();
            started.letFinish();
            started.abort();
        }
        awaitGone();
        assertFalse(process.isAlive());
        assertEquals(1, gone.get());
    }

    @Test
    void processThatIsLetFinishHasTheTimeOfAnExchange() throws Exception {
        ScriptProcess script = start("sleep 1000", TIMES);
        script.letFinish();
        awaitGone();
        assertEquals(128 + 15, script.exitStatus().getAsInt());
    }

    @Test
    void processThatIsLetFinishMayEndByItself() throws Exception {
        Path done = directory.resolve("done");
        ScriptProcess script =
                start("head -c 100000 /dev/zero; echo > " + done, new ProcessTimes(SOON, SOON, Nanos.NEVER));
        script.letFinish();
        awaitGone();
        assertTrue(Files.exists(done));
        assertEquals(0, script.exitStatus().getAsInt());
    }

    static List<Throwable> shortages() {
        return List.of(new RejectedExecutionException("all threads are held"), new OutOfMemoryError("no more threads"));
    }

    /** Nobody reads its errors then, and it would wait for that for ever. It is not its fault. */
    @ParameterizedTest
    @MethodSource("shortages")
    void processWhosePipesNobodyCanServeIsEnded(Throwable shortage) throws Exception {
        process = new ProcessBuilder("/bin/sh", "-c", "sleep 1000").start();
        ScriptProcess script = new ScriptProcess(
                process,
                pipesOf(process),
                TIMES,
                watchdog,
                task -> ScriptProcessTest.<RuntimeException>throwIt(shortage));
        ProcessWire wire = new ProcessWire(script, watchdog);
        script.whenGone(gone::incrementAndGet);
        threads.execute(script.pumps()::readOutput);
        script.pumps().readErrors(bytes -> {});
        IOException failure = assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(10)));
        assertEquals("its pipes cannot be served: " + shortage, failure.getMessage());
        awaitGone();
        assertFalse(process.isAlive());
        wire.close();
    }

    private static <X extends Throwable> void throwIt(Throwable thrown) throws X {
        @SuppressWarnings("unchecked")
        X unchecked = (X) thrown;
        throw unchecked;
    }

    /** Its process may well have ended with status 0. */
    @Test
    void outputThatCouldNotBeReadNeverLooksLikeItsEnd() throws Exception {
        process = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        ScriptProcess script =
                new ScriptProcess(process, pipesOf(new UnreadableProcess(process)), TIMES, watchdog, threads);
        ProcessWire wire = new ProcessWire(script, watchdog);
        script.whenGone(gone::incrementAndGet);
        threads.execute(script.pumps()::readOutput);
        assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(10)));
        awaitGone();
        wire.close();
    }

    /** Its listener is told by whoever notices its end, which must not be the thread of all deadlines. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 1000 & exit 0",
                "trap '' TERM; while :; do sleep 1000; done",
                "exec >&- 2>&-; sleep 1000",
                "(trap '' TERM; exec >&- 2>&-; sleep 1000) & exit 0"
            })
    void whoeverIsToldOfItsEndHoldsUpNoDeadlines(String script) throws Exception {
        List<String> tellers = new CopyOnWriteArrayList<>();
        ScriptProcess started = start(script, TIMES);
        started.whenGone(() -> tellers.add(Thread.currentThread().getName()));
        started.pumps().readErrors(bytes -> {});
        started.terminate();
        Await.untilEquals(1, tellers::size, "notices that it is gone");
        assertNotEquals("gateway4j test", tellers.get(0));
    }

    @Test
    void readerOfErrorsThatBreaksIsDoneAllTheSame() throws Exception {
        ScriptProcess script = start("echo oops >&2; sleep 0.01", TIMES);
        script.pumps().readErrors(bytes -> {
            throw new IllegalStateException("thrown on purpose");
        });
        script.letFinish();
        awaitGone();
    }
}
