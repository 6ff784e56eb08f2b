package org.gateway4j.host.servlet;

import org.gateway4j.Gateway;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;

/** A gateway to a servlet container. */
record AjpParameters(AjpGateway.Builder builder) implements GatewayParameters {

    static AjpParameters take(String address, InitParameters parameters) {
        AjpGateway.Builder builder = AjpGateway.builder(GatewayParameters.endpoint(address));
        parameters.takeSecret("secret", builder::secret);
        parameters
                .takeCount("max-connections")
                .ifPresent(count -> builder.pool(pool -> pool.withMaxConnections(count)));
        GatewayParameters.takeInto(builder, parameters);
        return new AjpParameters(builder);
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
