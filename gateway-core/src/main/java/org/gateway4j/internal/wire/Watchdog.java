package org.gateway4j.internal.wire;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway's thread for deadlines: it ends each object whose deadline has passed. Nothing on this thread may block, so no
 * listener and no application can delay the deadlines of others.
 *
 * <p>Closing a channel from here is the only way to end a blocked read that works alike on TCP and Unix domain sockets,
 * platform and virtual threads; and a connection that is late cannot be used again anyway. Arming a deadline is one
 * volatile store. While exchanges run the thread looks every {@value #PERIOD_MILLIS} ms; without any it sleeps until one
 * begins.
 */
public final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private static final int PERIOD_MILLIS = 40;
    private static final long PERIOD_NANOS = PERIOD_MILLIS * 1_000_000L;

    /** Looks without an armed deadline before the thread goes to sleep, so that steady traffic never has to wake it. */
    private static final int QUIET_LOOKS = 25;

    private final String name;
    private final ThreadFactory threads;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private volatile boolean asleep;
    private volatile boolean aborting;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /** An object with a deadline. */
    public interface Watched {

        /** The deadline, or {@link Nanos#NEVER}. */
        long deadline();

        /**
         * Ends the object because its deadline has passed. Must not block.
         *
         * @param seen the deadline that has passed; nothing happens if it is another by now
         */
        void expire(long seen);

        /** Ends the object, whether it is late or not. Must not block. */
        void abort();
    }

    /**
     * A watchdog whose thread starts when there is something to watch.
     *
     * @param name the thread's name
     */
    public Watchdog(String name) {
        this(name, Thread::new);
    }

    Watchdog(String name, ThreadFactory threads) {
        this.name = name;
        this.threads = threads;
    }

    /**
     * Begins to watch; a deadline may be set already. What comes after {@link #abortAll} is aborted at once: nothing would keep its deadlines.
     *
     * @throws OutOfMemoryError if there is no room for the thread; the item is not watched then
     */
    public void watch(Watched item) {
        start();
        watched.add(item);
        armed();
        if (aborting) {
            item.abort();
        }
    }

    /** Stops watching. */
    public void forget(Watched item) {
        watched.remove(item);
    }

    /** To be called after a deadline was set. */
    public void armed() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** Whether everything is ended that is or will be watched. */
    boolean isAborting() {
        return aborting;
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread started = threads.newThread(this::run);
            started.setName(name);
            started.setDaemon(true);
            started.start();
            thread = started;
        }
    }

    private void run() {
        int quiet = 0;
        while (!closed) {
            quiet = expireLate(System.nanoTime()) ? 0 : quiet + 1;
            if (quiet < QUIET_LOOKS) {
                LockSupport.parkNanos(this, PERIOD_NANOS);
            } else {
                sleep();
                quiet = 0;
            }
        }
    }

    /** Ends what is late; returns whether any deadline is armed. What one of them throws costs no other its deadline. */
    private boolean expireLate(long now) {
        boolean anyArmed = false;
        for (Watched item : watched) {
            try {
                anyArmed |= expireIfLate(item, now);
            } catch (RuntimeException | Error e) {
                LOG.warn("{}: a deadline could not be kept", name, e);
                anyArmed = true;
            }
        }
        return anyArmed;
    }

    private static boolean expireIfLate(Watched item, long now) {
        long deadline = item.deadline();
        if (Nanos.passed(deadline, now)) {
            item.expire(deadline);
        }
        return deadline != Nanos.NEVER;
    }

    /** Says that it sleeps before it looks a last time, so that a deadline armed in between is seen by one side. */
    private void sleep() {
        asleep = true;
        if (!closed && !expireLate(System.nanoTime())) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    /** Ends everything that is watched, or will be. */
    public void abortAll() {
        aborting = true;
        watched.forEach(Watched::abort);
    }

    /** Ends the thread and waits for it, unless called by itself or interrupted. What is watched later is aborted. */
    @Override
    public void close() {
        Thread running;
        aborting = true;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running == null || running.equals(Thread.currentThread())) {
            return;
        }
        LockSupport.unpark(running);
        try {
            running.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
