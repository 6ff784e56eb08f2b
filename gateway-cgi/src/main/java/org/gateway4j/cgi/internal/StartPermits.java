package org.gateway4j.cgi.internal;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.internal.wire.Nanos;

/** So many starts, or processes, at once; the others wait their turn. Safe for use by several threads. */
final class StartPermits {

    private static final int EVERYONE = Integer.MAX_VALUE / 2;

    private final Semaphore permits;
    private volatile boolean closed;

    StartPermits(int most) {
        permits = new Semaphore(most, true);
    }

    /** Waits for a permit until then. */
    void acquire(long deadline) throws ConnectException {
        try {
            if (!permits.tryAcquire(Nanos.left(deadline, System.nanoTime()), TimeUnit.NANOSECONDS)) {
                throw new ConnectException(Kind.TIMED_OUT, "no process could be started in time", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException(Kind.INTERRUPTED, "interrupted before starting", e);
        }
        if (closed) {
            permits.release();
            throw new ConnectException(Kind.FAILED, "gateway was closed", null);
        }
    }

    void release() {
        permits.release();
    }

    boolean isClosed() {
        return closed;
    }

    /** Refuses whoever waits, or will. Only the first call does something. */
    synchronized void close() {
        if (!closed) {
            closed = true;
            permits.release(EVERYONE);
        }
    }
}
