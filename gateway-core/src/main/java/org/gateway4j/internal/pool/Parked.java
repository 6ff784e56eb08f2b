package org.gateway4j.internal.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gateway4j.internal.pool.PoolRejection.Reason;

/** The place of a caller whose thread waits. */
final class Parked<C extends Pooled> extends CompletableFuture<Lease<C>> implements Queued<C> {

    @Override
    public void serve(Lease<C> lease) {
        complete(lease);
    }

    @Override
    public void reject(PoolRejection rejection) {
        completeExceptionally(rejection);
    }

    /** Waits in the queue of that pool. If a lease and an interrupt arrive together, the lease is returned. */
    Lease<C> await(ConnectionPool<C> pool, long timeoutNanos) throws PoolRejection, InterruptedException {
        try {
            return get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            pool.turnAway(this, Reason.TIMED_OUT);
            return served();
        } catch (InterruptedException e) {
            if (!pool.leave(this)) {
                giveBackUnwanted(pool);
            }
            throw e;
        } catch (ExecutionException e) {
            throw rejection(e);
        }
    }

    /** The lease of a caller who is no longer in the queue. */
    private Lease<C> served() throws PoolRejection {
        try {
            return join();
        } catch (CompletionException e) {
            throw rejection(e);
        }
    }

    private static PoolRejection rejection(Exception e) {
        return e.getCause() instanceof PoolRejection cause ? cause : new PoolRejection(Reason.CLOSED);
    }

    private void giveBackUnwanted(ConnectionPool<C> pool) {
        try {
            pool.giveBack(served().giveUp(), pool.now());
        } catch (PoolRejection e) {
            // The pool was closed: there is nothing to give back.
        }
    }
}
