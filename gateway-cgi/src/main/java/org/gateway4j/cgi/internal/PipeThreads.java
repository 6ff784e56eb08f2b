package org.gateway4j.cgi.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The platform threads that block in pipes: as many as are needed, up to a cap, and gone soon after. */
final class PipeThreads implements AutoCloseable {

    /**
     * One each for input, output and error output; as many of the process before, which are on their way out when its permit is
     * free; and two that tell of ends or send signals.
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

    /** How many there may be. */
    int most() {
        return executor.getMaximumPoolSize();
    }

    /** Ends those that do nothing. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
