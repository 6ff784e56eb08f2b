package org.gateway4j.internal.pool;

import java.util.concurrent.CompletableFuture;
import org.gateway4j.internal.wire.Nanos;

/** A waiter as a future, which leaves the queue when it is cancelled. */
final class LaterLease<C extends Pooled> extends CompletableFuture<Lease<C>> {

    private final ConnectionPool<C> pool;
    private final Waiter<C> waiter;

    private LaterLease(ConnectionPool<C> pool) {
        this.pool = pool;
        this.waiter = new Waiter<>(pool, Nanos.NEVER) {
            @Override
            protected void served(Lease<C> lease) {
                complete(lease);
            }

            @Override
            protected void rejected(PoolRejection rejection) {
                completeExceptionally(rejection);
            }
        };
    }

    static <C extends Pooled> LaterLease<C> of(ConnectionPool<C> pool) throws PoolRejection {
        LaterLease<C> later = new LaterLease<>(pool);
        Lease<C> lease = pool.acquire(later.waiter);
        if (lease != null) {
            later.complete(lease);
        }
        return later;
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        return pool.withdraw(waiter) && super.cancel(mayInterrupt);
    }
}
