package org.gateway4j.host.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the observations of a registry of its own. */
final class CountingHandler implements ObservationHandler<GatewayObservationContext> {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    CountingHandler() {
        registry.observationConfig().observationHandler(this);
    }

    ObservationRegistry registry() {
        return registry;
    }

    int started() {
        return started.get();
    }

    int stopped() {
        return stopped.get();
    }

    @Override
    public void onStart(GatewayObservationContext context) {
        started.incrementAndGet();
    }

    @Override
    public void onStop(GatewayObservationContext context) {
        stopped.incrementAndGet();
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof GatewayObservationContext;
    }
}
