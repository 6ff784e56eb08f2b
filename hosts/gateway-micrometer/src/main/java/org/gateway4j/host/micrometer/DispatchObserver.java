package org.gateway4j.host.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.gateway4j.GatewayRequest;
import org.jspecify.annotations.Nullable;

/**
 * Starts the observations of one gateway's dispatches.
 *
 * @param gateway the gateway's name
 * @param registry where the handlers are
 * @param convention the host's own convention, or null for that of the registry or the default
 */
record DispatchObserver(
        String gateway,
        ObservationRegistry registry,
        @Nullable GatewayObservationConvention convention) {

    private static final GatewayObservationConvention DEFAULT = new DefaultGatewayObservationConvention();

    DispatchObserver {
        GatewayTag.checked(gateway);
    }

    DispatchObserver with(GatewayObservationConvention value) {
        return new DispatchObserver(gateway, registry, value);
    }

    /** The observation of a dispatch, which has started; null if nobody observes it. */
    @Nullable
    DispatchObservation start(GatewayRequest request) {
        if (registry.isNoop()) {
            return null;
        }
        GatewayObservationContext context = new GatewayObservationContext(gateway, request);
        Observation observation = create(context);
        if (observation.isNoop()) {
            return null;
        }
        Observation parent = request.tag(Observation.class);
        if (parent != null) {
            observation.parentObservation(parent);
        }
        HandlerShield.run(observation::start);
        return new DispatchObservation(registry, observation, context);
    }

    private Observation create(GatewayObservationContext context) {
        Observation[] created = {Observation.NOOP};
        HandlerShield.run(
                () -> created[0] = Observation.createNotStarted(convention, DEFAULT, () -> context, registry));
        return created[0];
    }
}
