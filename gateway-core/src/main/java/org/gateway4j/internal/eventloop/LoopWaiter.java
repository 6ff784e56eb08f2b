package org.gateway4j.internal.eventloop;

import org.gateway4j.async.EventLoop;
import org.gateway4j.internal.pool.ConnectionPool;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.pool.PoolRejection;
import org.gateway4j.internal.pool.Waiter;

/** The place of a checkout in the pool's queue. The checkout hears of the outcome on the loop. */
final class LoopWaiter<Q> extends Waiter<LoopConnection<Q>> {

    private final EventLoop loop;
    private final Checkout<Q> checkout;
    private volatile boolean over;

    LoopWaiter(ConnectionPool<LoopConnection<Q>> pool, long deadline, EventLoop loop, Checkout<Q> checkout) {
        super(pool, deadline);
        this.loop = loop;
        this.checkout = checkout;
    }

    /** Whether the wait has ended, so that nobody need watch it. */
    boolean isOver() {
        return over;
    }

    @Override
    protected boolean prefers(LoopConnection<Q> connection) {
        return connection.loop().equals(loop);
    }

    @Override
    protected void served(Lease<LoopConnection<Q>> lease) {
        over = true;
        LoopWire.later(loop, () -> checkout.waited(lease));
    }

    @Override
    protected void rejected(PoolRejection rejection) {
        over = true;
        LoopWire.later(loop, () -> checkout.rejected(rejection));
    }
}
