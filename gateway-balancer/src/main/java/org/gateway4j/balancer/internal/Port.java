package org.gateway4j.balancer.internal;

import org.gateway4j.Gateway;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncGateway;

/**
 * What a fleet needs of a gateway of either kind.
 *
 * @param <G> the kind
 */
public interface Port<G> {

    /** Gateways that block their caller. */
    Port<Gateway> BLOCKING = new Port<>() {
        @Override
        public PoolStats stats(Gateway gateway) {
            return gateway.stats();
        }

        @Override
        public void close(Gateway gateway) {
            gateway.close();
        }
    };

    /** Gateways on event loops. */
    Port<AsyncGateway> ASYNC = new Port<>() {
        @Override
        public PoolStats stats(AsyncGateway gateway) {
            return gateway.stats();
        }

        @Override
        public void close(AsyncGateway gateway) {
            gateway.close();
        }
    };

    /** The figures of its pool. */
    PoolStats stats(G gateway);

    /** Closes it, which may block. */
    void close(G gateway);
}
