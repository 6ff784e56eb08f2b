package org.gateway4j.internal.pool;

import java.util.concurrent.CompletableFuture;

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
}
