package org.gateway4j.host.micrometer;

import java.time.Duration;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolStats;

/** A gateway that nobody keeps: Mockito would. */
final class ForgottenGateway implements Gateway {

    @Override
    public GatewayResponse dispatch(GatewayRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String name() {
        return "forgotten";
    }

    @Override
    public boolean drain(Duration longest) {
        return true;
    }

    @Override
    public PoolStats stats() {
        return PoolStats.of(5);
    }

    @Override
    public void close() {}
}
