package org.gateway4j.internal.wire;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after a pool's connections, while there are any. It is not the one that keeps deadlines, because a
 * host's listener, which it calls, may block.
 */
public final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long AFTER_FAILURE_NANOS = 1_000_000_000;

    private final String name;
    private final LongUnaryOperator work;
    private final ThreadFactory threads;

    /** Whether something has come since the thread has begun to look. */
    private volatile boolean needed;

    private volatile boolean closed;
    private @Nullable Thread thread;

    /**
     * An upkeep whose thread starts when it is needed.
     *
     * @param name the thread's name
     * @param work called with the time now; returns in how many nanoseconds to call it again, or {@link Nanos#NEVER} if
     *     there is nothing to look after
     */
    public Upkeep(String name, LongUnaryOperator work) {
        this(name, work, Thread::new);
    }

    Upkeep(String name, LongUnaryOperator work, ThreadFactory threads) {
        this.name = name;
        this.work = work;
        this.threads = threads;
    }

    /** To be called when there is something new to look after. */
    public void need() {
        if (!needed) {
            start();
        }
    }

    private synchronized void start() {
        needed = true;
        if (thread != null || closed) {
            return;
        }
        try {
            Thread started = threads.newThread(this::run);
            started.setName(name);
            started.setDaemon(true);
            started.start();
            thread = started;
        } catch (OutOfMemoryError e) {
            needed = false;
            LOG.warn("{}: no room for the thread that closes idle connections", name, e);
        }
    }

    private void run() {
        while (!isOver()) {
            long wait;
            do {
                needed = false;
                wait = look();
                LockSupport.parkNanos(this, wait == Nanos.NEVER ? 0 : wait);
            } while (wait != Nanos.NEVER && !closed);
        }
    }

    private long look() {
        try {
            return work.applyAsLong(System.nanoTime());
        } catch (RuntimeException | Error e) {
            LOG.warn("{} failed", name, e);
            return AFTER_FAILURE_NANOS;
        }
    }

    /** Ends this thread unless it is needed; a later {@link #need} starts another one. */
    private synchronized boolean isOver() {
        if (needed && !closed) {
            return false;
        }
        thread = null;
        return true;
    }

    /** Ends the thread, without waiting for it: a listener may keep it. */
    @Override
    public synchronized void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
