package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;

/**
 * Starts processes, each on the thread that will read its output: starting blocks, and would hold the carrier of a
 * virtual thread. Knows all live processes. Safe for use by several threads.
 */
final class Launcher implements ScriptLauncher {

    /** How long {@link #close} waits beyond the time that processes are given to end. */
    private static final long CLOSE_NANOS = 5_000_000_000L;

    private final ProcessTimes times;
    private final Watchdog watchdog;
    private final PipeThreads threads;
    private final NamedPipes pipes;
    private final StartPermits startPermits;

    /** One permit for each process, including those whose start was given up. */
    private final StartPermits processPermits;

    private final Set<PendingStart> pending = ConcurrentHashMap.newKeySet();
    private final Set<ScriptProcess> live = ConcurrentHashMap.newKeySet();

    /** True when no further start begins. */
    private volatile boolean closed;

    /** True when processes that still start are killed at once, because nobody looks after them. */
    private volatile boolean deserted;

    Launcher(Backend backend, CgiSettings settings, Watchdog watchdog) {
        this.times = ProcessTimes.of(settings.processes(), backend.timeoutNanos());
        this.watchdog = watchdog;
        this.threads = new PipeThreads(backend.name(), settings.processes().maxProcesses());
        this.pipes = new NamedPipes(backend.name(), backend.spooling().directory());
        this.startPermits = new StartPermits(settings.processes().maxStarts());
        this.processPermits = new StartPermits(settings.processes().maxProcesses());
    }

    @Override
    public ScriptProcess start(ProcessPlan plan, long longestNanos) throws ConnectException {
        long deadline = Nanos.after(System.nanoTime(), longestNanos);
        PendingStart attempt = new PendingStart();
        try {
            begin(plan, attempt, deadline);
            return await(attempt, deadline);
        } catch (RejectedExecutionException e) {
            throw new ConnectException(
                    Kind.EXHAUSTED,
                    "all " + threads.most() + " threads for pipes are held by programs that scripts have left behind",
                    e);
        } catch (OutOfMemoryError e) {
            throw StartFailure.of(e, plan.command().get(0));
        } catch (ExecutionException | CompletionException e) {
            throw StartFailure.of(e.getCause(), plan.command().get(0));
        } catch (CancellationException e) {
            throw new ConnectException(Kind.FAILED, "gateway was closed", e, attempt.hasBegun());
        }
    }

    /**
     * Begins a start. The thread that starts the process releases the permits. If there is no such thread, this method
     * releases them.
     */
    private void begin(ProcessPlan plan, PendingStart attempt, long deadline) throws ConnectException {
        processPermits.acquire(deadline);
        boolean begun = false;
        try {
            startPermits.acquire(deadline);
            try {
                execute(plan, attempt);
                begun = true;
            } finally {
                releaseUnless(begun, startPermits);
            }
        } finally {
            releaseUnless(begun, processPermits);
        }
    }

    private static void releaseUnless(boolean begun, StartPermits permits) {
        if (!begun) {
            permits.release();
        }
    }

    /** Attempts are compared by identity. */
    @SuppressWarnings("CollectionUndefinedEquality")
    private void execute(ProcessPlan plan, PendingStart attempt) {
        pending.add(attempt);
        try {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            threads.executor().execute(() -> run(plan, attempt));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            pending.remove(attempt);
            throw e;
        }
    }

    private static ScriptProcess await(PendingStart attempt, long deadline)
            throws ConnectException, ExecutionException {
        try {
            return attempt.get(Nanos.left(deadline, System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return giveUp(attempt, Kind.TIMED_OUT, "process was not started in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(attempt, Kind.INTERRUPTED, "interrupted while starting", e);
        }
    }

    /** Gives an attempt up, unless it has just ended. If a process still starts, its thread ends it. */
    private static ScriptProcess giveUp(PendingStart attempt, Kind kind, String message, Exception cause)
            throws ConnectException {
        if (attempt.cancel(false)) {
            throw new ConnectException(kind, message, cause, attempt.hasBegun());
        }
        return attempt.join();
    }

    private void run(ProcessPlan plan, PendingStart attempt) {
        ProcessPipes ends;
        Process process;
        try {
            ends = openPipes(plan, attempt);
            process = start(plan, ends);
        } catch (IOException | RuntimeException | Error e) {
            startPermits.release();
            fail(attempt, e);
            return;
        }
        InputStream output = ends.output();
        // This comes first, because the process may exit at any time while its children still write: see
        // OutputPipe.pump.
        synchronized (output) {
            startPermits.release();
            serve(process, ends, attempt);
        }
    }

    private ProcessPipes openPipes(ProcessPlan plan, PendingStart attempt) throws IOException {
        if (!attempt.begin()) {
            throw new IOException("nobody waits for it any more");
        }
        return pipes.open(plan.hasInputPipe());
    }

    private static Process start(ProcessPlan plan, ProcessPipes ends) throws IOException {
        ProcessBuilder builder = plan.builder();
        ends.attach(builder);
        boolean started = false;
        try {
            Process process = builder.start();
            started = true;
            ends.started(process);
            return process;
        } finally {
            if (!started) {
                ends.close();
            }
        }
    }

    @SuppressWarnings("CollectionUndefinedEquality")
    private void fail(PendingStart attempt, Throwable cause) {
        processPermits.release();
        pending.remove(attempt);
        attempt.completeExceptionally(cause);
    }

    @SuppressWarnings("CollectionUndefinedEquality")
    private void serve(Process process, ProcessPipes ends, PendingStart attempt) {
        ScriptProcess script;
        try {
            script = new ScriptProcess(process, ends, times, watchdog, threads.executor());
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            ends.close();
            fail(attempt, e);
            return;
        }
        live.add(script);
        pending.remove(attempt);
        script.whenGone(() -> {
            live.remove(script);
            processPermits.release();
        });
        if (!attempt.complete(script)) {
            end(script);
        }
        script.pumps().readOutput();
    }

    private void end(ScriptProcess unwanted) {
        unwanted.terminate();
        if (deserted) {
            unwanted.killNow();
        }
    }

    /**
     * Ends all processes that are live or are being started, and waits for them. Kills those that do not end in time.
     */
    @Override
    public void close() {
        closed = true;
        processPermits.close();
        startPermits.close();
        boolean interrupted = endAll();
        deserted = true;
        live.forEach(ScriptProcess::killNow);
        threads.close();
        pipes.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all processes. Returns whether the wait was interrupted. */
    private boolean endAll() {
        long deadline = Nanos.after(Nanos.after(System.nanoTime(), CLOSE_NANOS), times.grace());
        try {
            while (isAnyLeft() && !Nanos.passed(deadline, System.nanoTime())) {
                pending.forEach(attempt -> attempt.cancel(false));
                live.forEach(ScriptProcess::terminate);
                TimeUnit.MILLISECONDS.sleep(2);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** A process enters {@code live} before its attempt leaves {@code pending}, so one of the two always holds it. */
    private boolean isAnyLeft() {
        return !pending.isEmpty() || !live.isEmpty();
    }
}
