package org.gateway4j.host.servlet;

import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.uwsgi.UwsgiGateway;

/** A gateway to uwsgi applications. */
record UwsgiParameters(UwsgiGateway.Builder builder) implements GatewayParameters {

    static UwsgiParameters take(String address, InitParameters parameters) {
        UwsgiGateway.Builder builder = UwsgiGateway.builder(GatewayParameters.endpoint(address));
        parameters.take("modifier1", UwsgiParameters::modifier).ifPresent(builder::modifier1);
        parameters.take("modifier2", UwsgiParameters::modifier).ifPresent(builder::modifier2);
        parameters
                .takeCount("max-connections")
                .ifPresent(count -> builder.pool(pool -> pool.withMaxConnections(count)));
        GatewayParameters.takeInto(builder, parameters);
        return new UwsgiParameters(builder);
    }

    private static int modifier(String text) {
        int modifier = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
        if (modifier < 0 || modifier > 255) {
            throw new IllegalArgumentException("must be a number from 0 to 255");
        }
        return modifier;
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
