package org.gateway4j.internal.pool;

import org.gateway4j.GatewayListener.CloseReason;

/** What a {@link ConnectionPool} keeps. Its methods may do I/O and are never called under the pool's lock. */
public interface Pooled {

    /** Whether it can still be used, as far as that can be seen without waiting. */
    boolean isAlive();

    /**
     * Closes it. Called once.
     *
     * @param whenGone to be run once nothing is left of it: before this returns, or later on any thread
     */
    void close(CloseReason reason, Runnable whenGone);
}
