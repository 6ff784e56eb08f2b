package org.gateway4j.host.servlet;

import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.scgi.ScgiGateway;

/** A gateway to SCGI applications. */
record ScgiParameters(ScgiGateway.Builder builder) implements GatewayParameters {

    static ScgiParameters take(String address, InitParameters parameters) {
        ScgiGateway.Builder builder = ScgiGateway.builder(GatewayParameters.endpoint(address));
        parameters
                .takeCount("max-connections")
                .ifPresent(count -> builder.pool(pool -> pool.withMaxConnections(count)));
        GatewayParameters.takeInto(builder, parameters);
        return new ScgiParameters(builder);
    }

    @Override
    public Gateway build() {
        return builder.build();
    }

    @Override
    public AsyncGateway buildAsync() {
        return builder.buildAsync();
    }
}
