package org.gateway4j.host.jdk;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how long the current thread drains a request. The streams of the server know no timeouts, but an interrupt closes the channel
 * below them, and so ends a read that waits.
 */
final class DrainDeadline implements AutoCloseable {

    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private @Nullable Thread draining = Thread.currentThread();
    private boolean expired;

    @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows from the action.
    DrainDeadline(Duration longest) {
        done.orTimeout(longest.toNanos(), TimeUnit.NANOSECONDS).whenComplete((drained, late) -> {
            if (late != null) {
                expire();
            }
        });
    }

    private synchronized void expire() {
        if (draining != null) {
            expired = true;
            draining.interrupt();
        }
    }

    /** Whether the time is over, and the connection closed. */
    synchronized boolean isExpired() {
        return expired;
    }

    @Override
    public void close() {
        done.complete(null);
        synchronized (this) {
            draining = null;
            if (expired) {
                // The interrupt was meant for the read alone.
                Thread.interrupted();
            }
        }
    }
}
