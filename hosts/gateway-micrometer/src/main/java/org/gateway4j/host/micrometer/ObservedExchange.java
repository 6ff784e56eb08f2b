package org.gateway4j.host.micrometer;

import org.gateway4j.async.AsyncExchange;

/**
 * An exchange whose abortion stops an observation.
 *
 * @param exchange the exchange of the gateway
 * @param observation the observation of its dispatch
 */
record ObservedExchange(AsyncExchange exchange, DispatchObservation observation) implements AsyncExchange {

    @Override
    public void abort() {
        exchange.abort();
        observation.aborted();
    }
}
