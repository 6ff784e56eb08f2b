package org.gateway4j.host.spring;

import java.util.Optional;
import java.util.function.Supplier;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayBuilder;
import org.gateway4j.HealthProbe;
import org.gateway4j.async.AsyncGateway;

/**
 * A gateway that properties describe, ready to be built.
 *
 * @param builder its builder
 * @param blocking builds the gateway for threads
 * @param async builds the gateway for event loops
 * @param probe checks the health of its application
 */
record RouteBackend(
        GatewayBuilder<?> builder,
        Supplier<? extends Gateway> blocking,
        Supplier<AsyncGateway> async,
        Optional<HealthProbe> probe) {}
