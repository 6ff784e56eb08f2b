package org.gateway4j.internal.pool;

import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.GatewayListener.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * A holder's right to one of a pool's permits, and to the connection that goes with it if there is one yet. It is given
 * back by exactly one call of {@link #release} or {@link #discard}; after that every call is refused, so that no permit
 * is ever counted twice and nobody touches a connection that serves another.
 */
public final class Lease<C extends Pooled> {

    private final ConnectionPool<C> pool;
    private final AtomicReference<@Nullable Slot<C>> slot;

    Lease(ConnectionPool<C> pool, Slot<C> slot) {
        this.pool = pool;
        this.slot = new AtomicReference<>(slot);
    }

    /** The connection, or null if the holder has to open one. */
    public @Nullable C connection() {
        return slot().connection;
    }

    /** Whether the connection has served before. */
    public boolean isReused() {
        return slot().uses > 0;
    }

    /** For how long, at that time, the connection has been unused. */
    public long idleNanos(long now) {
        return now - slot().idleSince;
    }

    /** Why the connection is not to serve again, as an inspection since its last use has found, or null. */
    public @Nullable CloseReason fault() {
        return slot().fault;
    }

    /** Gives the lease the connection that its holder has opened. */
    public void opened(C fresh) {
        slot().open(fresh, pool.now());
        pool.countOpened();
    }

    /** Closes the connection and keeps the permit, to open another one. */
    public void drop(CloseReason reason) {
        pool.drop(slot(), reason);
    }

    /** The same; an action runs once nothing is left of the connection, before this returns or later on any thread. */
    public void drop(CloseReason reason, Runnable whenGone) {
        pool.drop(slot(), reason, whenGone);
    }

    /** Gives the connection back for reuse by others. */
    public void release() {
        long now = pool.now();
        Slot<C> given = giveUp();
        given.used(now);
        pool.giveBack(given, now);
    }

    /** Closes the connection, if there is one, and gives the permit back. */
    public void discard(CloseReason reason) {
        pool.discard(giveUp(), reason);
    }

    Slot<C> slot() {
        return present(slot.get());
    }

    /** Ends this lease; its slot is the caller's. */
    Slot<C> giveUp() {
        return present(slot.getAndSet(null));
    }

    private static <T> T present(@Nullable T slot) {
        if (slot == null) {
            throw new IllegalStateException("lease was given back already");
        }
        return slot;
    }
}
