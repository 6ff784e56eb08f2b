package org.gateway4j.internal.body;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The daemon threads on which a gateway reads request bodies that block. One is made when a body blocks and ends soon
 * after; none exists otherwise. Safe for use by several threads.
 */
public final class SourceThreads implements AutoCloseable {

    private static final int IDLE_SECONDS = 1;

    private final ThreadPoolExecutor executor;
    private final Set<SourceReader> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private final boolean callersMayWait;

    /** Threads of a gateway, none of them started. */
    public SourceThreads(String gateway) {
        this(gateway, true);
    }

    /**
     * The same.
     *
     * @param callersMayWait whether those who close a body may wait for a moment, as no event loop may
     */
    public SourceThreads(String gateway, boolean callersMayWait) {
        this.callersMayWait = callersMayWait;
        executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "gateway4j " + gateway + " body");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** For whatever else of the gateway may block. */
    public Executor executor() {
        return executor;
    }

    /** Runs a task on a thread of its own. */
    void run(Runnable task) throws IOException {
        try {
            executor.execute(task);
        } catch (OutOfMemoryError e) {
            throw new IOException("no thread can be started to read it", e);
        }
    }

    boolean callersMayWait() {
        return callersMayWait;
    }

    /** A caller waits for this reader; it is aborted if the gateway is closed. */
    void startWaiting(SourceReader reader) {
        waiting.add(reader);
        if (closed) {
            reader.abort();
        }
    }

    void endWaiting(SourceReader reader) {
        waiting.remove(reader);
    }

    /** Ends all waits. A thread whose source does not return is left behind until it does. */
    @Override
    public void close() {
        closed = true;
        waiting.forEach(SourceReader::abort);
        executor.setKeepAliveTime(0, TimeUnit.SECONDS);
    }
}
