package org.gateway4j.internal.pool;

import org.gateway4j.GatewayListener.CloseReason;
import org.jspecify.annotations.Nullable;

/**
 * One of a pool's permits and the connection that goes with it, if there is one yet. The holder gives it back by exactly
 * one call of {@link #release} or {@link #discard}; a second is refused, so that no permit is ever counted twice.
 */
public final class Lease<C extends Pooled> {

    enum State {
        HELD,
        IDLE,
        /** Idle, but out of the queue while the pool looks whether its connection is alive. */
        INSPECTED,
        FREED
    }

    private final ConnectionPool<C> pool;
    private @Nullable C connection;
    private int uses;
    private long openedAt;

    /** When its connection was used last. */
    long idleSince;

    /** Guarded by the pool's lock. */
    State state = State.HELD;

    Lease(ConnectionPool<C> pool) {
        this.pool = pool;
    }

    /** The connection, or null if the holder has to open one. */
    public @Nullable C connection() {
        return connection;
    }

    /** Whether the connection has served before. */
    public boolean isReused() {
        return uses > 0;
    }

    /** Gives the lease the connection that its holder has opened. */
    public void opened(C fresh) {
        connection = fresh;
        uses = 0;
        openedAt = pool.now();
        idleSince = openedAt;
        pool.countOpened();
    }

    /** Closes the connection and keeps the permit, to open another one. */
    public void drop(CloseReason reason) {
        C dropped = connection;
        connection = null;
        uses = 0;
        if (dropped != null) {
            pool.close(dropped, reason);
        }
    }

    /** Gives the connection back for reuse by others. */
    public void release() {
        uses++;
        idleSince = pool.now();
        pool.giveBack(this);
    }

    /** Closes the connection, if there is one, and gives the permit back. */
    public void discard(CloseReason reason) {
        drop(reason);
        pool.giveBack(this);
    }

    int uses() {
        return uses;
    }

    long openedAt() {
        return openedAt;
    }
}
