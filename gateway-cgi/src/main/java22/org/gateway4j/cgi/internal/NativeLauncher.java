package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes by {@code posix_spawn}, on the caller's thread unless that is virtual. A start cannot be given up once it
 * has begun; it lasts until the kernel has loaded the program.
 */
final class NativeLauncher implements ScriptLauncher {

    /** How long {@link #close} waits beyond the time that processes are given to end. */
    private static final long CLOSE_NANOS = 5_000_000_000L;

    private final ProcessTimes times;
    private final PipeThreads pool;
    private final NativeThreads threads;
    private final ErrorWatch errors;
    private final StartPermits starts;
    private final StartPermits processes;
    private final Set<NativeScript> live = ConcurrentHashMap.newKeySet();

    /** Starts that are under way: their processes may not be among the live ones yet. */
    private final AtomicInteger starting = new AtomicInteger();

    NativeLauncher(Backend backend, CgiSettings settings) {
        this.times = ProcessTimes.of(settings.processes(), backend.timeoutNanos());
        this.pool = new PipeThreads(backend.name(), settings.processes().maxProcesses());
        this.threads = new NativeThreads(pool.executor());
        this.errors = new ErrorWatch(backend.name(), pool.executor());
        this.starts = new StartPermits(settings.processes().maxStarts());
        this.processes = new StartPermits(settings.processes().maxProcesses());
    }

    @Override
    public NativeScript start(ProcessPlan plan, long longestNanos) throws ConnectException {
        long deadline = Nanos.after(System.nanoTime(), longestNanos);
        processes.acquire(deadline);
        boolean started = false;
        try {
            NativeScript script = startInTurn(plan, deadline);
            started = true;
            return script;
        } catch (IOException | RejectedExecutionException | OutOfMemoryError e) {
            throw e instanceof ConnectException known
                    ? known
                    : StartFailure.of(e, plan.command().get(0));
        } finally {
            if (!started) {
                processes.release();
            }
        }
    }

    private NativeScript startInTurn(ProcessPlan plan, long deadline) throws IOException {
        starts.acquire(deadline);
        starting.incrementAndGet();
        try {
            if (processes.isClosed()) {
                throw new ConnectException(Kind.FAILED, "gateway was closed", null);
            }
            errors.start();
            NativeScript script = new NativeScript(spawn(plan), times, threads, errors, pool.executor());
            live.add(script);
            script.whenGone(() -> {
                live.remove(script);
                processes.release();
            });
            if (processes.isClosed()) {
                script.terminate();
                throw new ConnectException(Kind.FAILED, "gateway was closed", null, true);
            }
            return script;
        } finally {
            starting.decrementAndGet();
            starts.release();
        }
    }

    private Spawned spawn(ProcessPlan plan) throws IOException {
        AtomicReference<@Nullable Spawned> ends = new AtomicReference<>();
        AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        int ignored = threads.call(
                () -> {
                    try {
                        ends.set(Spawn.start(plan));
                    } catch (IOException e) {
                        failure.set(e);
                    }
                    return 0;
                },
                () -> {});
        Spawned started = ends.get();
        IOException failed = failure.get();
        if (failed != null || started == null) {
            throw failed == null ? new IOException("not started") : failed;
        }
        return started;
    }

    @Override
    public void close() {
        processes.close();
        starts.close();
        boolean interrupted = endAll();
        live.forEach(NativeScript::killNow);
        errors.close();
        pool.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all processes. Returns whether the wait was interrupted. */
    private boolean endAll() {
        long deadline = Nanos.after(Nanos.after(System.nanoTime(), CLOSE_NANOS), times.grace());
        try {
            while (isAnyLeft() && !Nanos.passed(deadline, System.nanoTime())) {
                live.forEach(NativeScript::terminate);
                TimeUnit.MILLISECONDS.sleep(2);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** A process is live before its start is over, so one of the two always tells of it. */
    private boolean isAnyLeft() {
        return starting.get() > 0 || !live.isEmpty();
    }
}
