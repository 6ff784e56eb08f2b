package org.gateway4j.internal.pool;

/** A place in a pool's queue. Whoever takes it out of the queue makes one of the calls, outside of the pool's lock. */
interface Queued<C extends Pooled> {

    void serve(Lease<C> lease);

    void reject(PoolRejection rejection);
}
