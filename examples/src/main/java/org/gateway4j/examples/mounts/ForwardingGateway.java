package org.gateway4j.examples.mounts;

import java.time.Duration;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolStats;

/** A gateway that changes the calls of another one. */
abstract class ForwardingGateway implements Gateway {

    protected final Gateway gateway;

    ForwardingGateway(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        return newCall(request).dispatch();
    }

    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return gateway.drain(longest);
    }

    @Override
    public PoolStats stats() {
        return gateway.stats();
    }

    @Override
    public void close() {
        gateway.close();
    }
}
