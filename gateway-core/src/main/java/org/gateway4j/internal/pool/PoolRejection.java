package org.gateway4j.internal.pool;

/** Why a pool gave no connection. */
public final class PoolRejection extends Exception {

    private static final long serialVersionUID = 1;

    /** The kinds of it. */
    public enum Reason {
        /** The queue is full. */
        QUEUE_FULL,
        /** None became free in time. */
        TIMED_OUT,
        /** The pool drains: it gives out no connection. */
        DRAINING,
        /** The pool is closed. */
        CLOSED
    }

    private final Reason reason;

    PoolRejection(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
