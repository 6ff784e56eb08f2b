package org.gateway4j.supervisor.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time on a daemon thread, and daemon threads for what blocks. */
public final class LoopThread implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.supervisor");
    private static final long IDLE_SECONDS = 1;

    private final ScheduledThreadPoolExecutor thread;
    private final ExecutorService blocking;

    /**
     * Starts the thread with its first task.
     *
     * @param name of its supervisor
     */
    public LoopThread(String name) {
        thread = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "gateway4j " + name + " supervisor"));
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        blocking = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> daemon(task, "gateway4j " + name + " probe"));
    }

    private static Thread daemon(Runnable task, String name) {
        Thread made = new Thread(task, name);
        made.setDaemon(true);
        return made;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Timer after(Duration time, Runnable task) {
        try {
            Future<?> due = thread.schedule(() -> run(task), nanos(time), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException e) {
            return () -> {};
        }
    }

    /** Half of the most nanoseconds is enough for any time, and cannot overflow. */
    private static long nanos(Duration time) {
        Duration most = Duration.ofNanos(Long.MAX_VALUE / 2);
        return time.compareTo(most) < 0 ? time.toNanos() : most.toNanos();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("a task of the supervisor failed", e);
        }
    }

    @Override
    public <T> void offload(Callable<T> task, Consumer<@Nullable T> then) {
        try {
            blocking.execute(() -> {
                T result = result(task);
                execute(() -> then.accept(result));
            });
        } catch (RejectedExecutionException e) {
            // It is closed, and nobody waits for results any more.
        }
    }

    private static <T> @Nullable T result(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception e) {
            return null;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        blocking.shutdownNow();
    }
}
