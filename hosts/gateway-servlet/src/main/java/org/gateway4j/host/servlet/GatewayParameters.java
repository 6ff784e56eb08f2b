package org.gateway4j.host.servlet;

import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.Timeouts;
import org.gateway4j.async.AsyncGateway;

/** A gateway that init parameters describe, ready to be built. */
interface GatewayParameters {

    /** The gateway for the threads of the container. */
    Gateway build();

    /** The gateway for event loops. */
    AsyncGateway buildAsync();

    /** The address of an application that listens. */
    static Endpoint endpoint(String address) {
        try {
            return Endpoint.parse(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("init parameter target: " + e.getMessage(), e);
        }
    }

    /** Takes the settings of all protocols. */
    static void takeInto(GatewayBuilder<?> builder, InitParameters parameters) {
        builder.timeouts(given -> takeTimeouts(given, parameters));
    }

    private static Timeouts takeTimeouts(Timeouts given, InitParameters parameters) {
        return given.withConnect(parameters.takeDuration("connect-timeout", given.connect()))
                .withAcquire(parameters.takeDuration("acquire-timeout", given.acquire()))
                .withWrite(parameters.takeDuration("write-timeout", given.write()))
                .withHead(parameters.takeDuration("head-timeout", given.head()))
                .withRead(parameters.takeDuration("read-timeout", given.read()))
                .withExchange(parameters.takeDuration("exchange-timeout", given.exchange()))
                .withRequestBody(parameters.takeDuration("request-body-timeout", given.requestBody()));
    }
}
