package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;

/**
 * Starts processes, each on the thread that will read its output: starting blocks, and would hold the carrier of a virtual
 * thread. Knows all that are left. Safe for use by several threads.
 */
final class Launcher implements AutoCloseable {

    /** How long {@link #close} waits beyond the time that processes are given to end. */
    private static final long CLOSE_NANOS = 5_000_000_000L;

    private final Backend backend;
    private final ProcessTimes times;
    private final Watchdog watchdog;
    private final PipeThreads threads;
    private final Semaphore starts;
    private final Set<ScriptProcess> left = ConcurrentHashMap.newKeySet();

    Launcher(Backend backend, CgiSettings settings, Watchdog watchdog) {
        this.backend = backend;
        this.times = ProcessTimes.of(settings.processes(), backend.waits());
        this.watchdog = watchdog;
        this.threads = new PipeThreads(backend.name(), settings.processes().maxProcesses());
        this.starts = new Semaphore(settings.processes().maxStarts(), true);
    }

    /** Starts a process within the backend's time to connect. */
    ScriptProcess start(ProcessPlan plan) throws ConnectException {
        CompletableFuture<ScriptProcess> attempt = new CompletableFuture<>();
        try {
            threads.executor().execute(() -> run(plan, attempt));
            return attempt.get(backend.waits().connect(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new ConnectException(
                    Kind.EXHAUSTED,
                    "all " + threads.most() + " threads for pipes are held by programs that scripts have left behind",
                    e);
        } catch (ExecutionException e) {
            throw StartFailure.of(e.getCause(), plan.command().get(0));
        } catch (TimeoutException e) {
            return startedAfterAll(attempt, new ConnectException(Kind.TIMED_OUT, "process was not started in time", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return startedAfterAll(attempt, new ConnectException(Kind.INTERRUPTED, "interrupted while starting", e));
        }
    }

    /** Whoever completes the attempt first decides: a process that nobody waits for any more is ended by its thread. */
    private static ScriptProcess startedAfterAll(CompletableFuture<ScriptProcess> attempt, ConnectException failure)
            throws ConnectException {
        attempt.completeExceptionally(failure);
        try {
            return attempt.join();
        } catch (CancellationException | java.util.concurrent.CompletionException e) {
            throw failure;
        }
    }

    private void run(ProcessPlan plan, CompletableFuture<ScriptProcess> attempt) {
        Process process;
        try {
            process = startInTurn(plan, attempt);
        } catch (IOException | RuntimeException e) {
            attempt.completeExceptionally(e);
            return;
        }
        ScriptProcess script = new ScriptProcess(process, times, watchdog, threads.executor());
        left.add(script);
        script.whenGone(() -> left.remove(script));
        if (!attempt.complete(script)) {
            script.terminate();
        }
        script.pumpOutput();
    }

    private Process startInTurn(ProcessPlan plan, CompletableFuture<ScriptProcess> attempt) throws IOException {
        starts.acquireUninterruptibly();
        try {
            if (attempt.isDone()) {
                throw new IOException("nobody waits for it any more");
            }
            return plan.builder().start();
        } finally {
            starts.release();
        }
    }

    /** Ends all that is left, and waits for it. */
    @Override
    public void close() {
        long deadline = Nanos.after(System.nanoTime(), times.grace() + CLOSE_NANOS);
        try {
            while (!left.isEmpty() && !Nanos.passed(deadline, System.nanoTime())) {
                left.forEach(ScriptProcess::terminate);
                TimeUnit.MILLISECONDS.sleep(2);
            }
        } catch (InterruptedException e) {
            left.forEach(ScriptProcess::killNow);
            Thread.currentThread().interrupt();
        }
        threads.close();
    }
}
