package org.gateway4j.internal.pool;

import org.gateway4j.GatewayListener.CloseReason;
import org.jspecify.annotations.Nullable;

/** One of a pool's permits, with the connection that goes with it if there is one. Whoever has it may change it. */
final class Slot<C extends Pooled> {

    @Nullable
    C connection;

    /** How many exchanges the connection has served. */
    int uses;

    long openedAt;

    /** When the connection was used last. */
    long idleSince;

    /** Whether it is idle, but out of the queue while the pool looks at it. Guarded by the pool's lock. */
    boolean inspected;

    /** Why the connection will be closed, found by an inspection since its last use. */
    @Nullable
    CloseReason fault;

    void open(C fresh, long now) {
        connection = fresh;
        uses = 0;
        openedAt = now;
        idleSince = now;
        fault = null;
    }

    /** Takes the connection out. */
    @Nullable
    C empty() {
        C taken = connection;
        connection = null;
        uses = 0;
        return taken;
    }

    void used(long now) {
        uses += connection == null ? 0 : 1;
        idleSince = now;
        fault = null;
    }
}
