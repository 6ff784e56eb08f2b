package org.gateway4j.host.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of dispatches and chooses their key values. A host replaces the
 * {@linkplain DefaultGatewayObservationConvention default} by {@link ObservedGateway#withConvention}, or for all gateways by a
 * {@link io.micrometer.observation.GlobalObservationConvention} in its registry.
 *
 * <p>It is asked when an observation starts, before there is a response, and again when it stops. Implementations are safe for
 * use by any number of threads. An exception that they throw is logged and otherwise ignored.
 */
public interface GatewayObservationConvention extends ObservationConvention<GatewayObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof GatewayObservationContext;
    }
}
