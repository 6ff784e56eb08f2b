package org.gateway4j.internal.pool;

import org.gateway4j.internal.pool.PoolRejection.Reason;
import org.gateway4j.internal.wire.Watchdog;

/**
 * A caller that waits for a permit without parking a thread. The thread that ends the wait tells it once whether it is served,
 * unless it {@linkplain ConnectionPool#withdraw withdraws} first. Neither call may block; inside of one it may give
 * the lease back, or wait again.
 *
 * <p>A watchdog that watches it keeps its deadline, and turns it away when the gateway is closed.
 */
public abstract class Waiter<C extends Pooled> implements Queued<C>, Watchdog.Watched {

    private final ConnectionPool<C> pool;
    private final long deadline;

    /** A waiter for one permit of that pool, until the deadline. */
    protected Waiter(ConnectionPool<C> pool, long deadline) {
        this.pool = pool;
        this.deadline = deadline;
    }

    /** Whether an idle connection suits this waiter better than others. Called under the pool's lock. */
    protected boolean prefers(C connection) {
        return true;
    }

    /** The wait is over: the lease is the waiter's. */
    protected abstract void served(Lease<C> lease);

    /** The wait is over without a lease. */
    protected abstract void rejected(PoolRejection rejection);

    @Override
    public final void serve(Lease<C> lease) {
        pool.tell(() -> served(lease));
    }

    @Override
    public final void reject(PoolRejection rejection) {
        pool.tell(() -> rejected(rejection));
    }

    @Override
    public final long deadline() {
        return deadline;
    }

    @Override
    public final void expire(long seen) {
        pool.turnAway(this, Reason.TIMED_OUT);
    }

    @Override
    public final void abort() {
        pool.turnAway(this, Reason.CLOSED);
    }
}
