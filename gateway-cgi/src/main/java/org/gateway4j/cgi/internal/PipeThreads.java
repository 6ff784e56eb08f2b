package org.gateway4j.cgi.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The platform threads that block in pipes. There are as many as needed, up to a cap, and they end soon after their
 * work.
 */
final class PipeThreads implements AutoCloseable {

    /**
     * The threads per process: one each for input, output and error output; three of the previous process, which are
     * about to end when its permit becomes free; and two that report ends or send signals.
     */
    private static final int PER_PROCESS = 8;

    private static final int IDLE_SECONDS = 2;

    private final ThreadPoolExecutor executor;

    PipeThreads(String name, int processes) {
        AtomicInteger number = new AtomicInteger();
        this.executor = new ThreadPoolExecutor(
                0, PER_PROCESS * processes, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "gateway4j " + name + " pipe " + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    Executor executor() {
        return executor;
    }

    /** The largest number of threads. */
    int most() {
        return executor.getMaximumPoolSize();
    }

    /** Ends idle threads. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
