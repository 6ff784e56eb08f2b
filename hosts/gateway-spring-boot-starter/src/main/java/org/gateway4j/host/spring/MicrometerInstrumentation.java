package org.gateway4j.host.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Optional;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayListener;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.micrometer.GatewayMetrics;
import org.gateway4j.host.micrometer.GatewayObservationConvention;
import org.gateway4j.host.micrometer.ObservedAsyncGateway;
import org.gateway4j.host.micrometer.ObservedGateway;

/** Metrics and observations of the gateways, as far as the application has registries. */
final class MicrometerInstrumentation implements Instrumentation {

    private final Optional<MeterRegistry> meters;
    private final Optional<ObservationRegistry> observations;
    private final Optional<GatewayObservationConvention> convention;

    MicrometerInstrumentation(
            Optional<MeterRegistry> meters,
            Optional<ObservationRegistry> observations,
            Optional<GatewayObservationConvention> convention) {
        this.meters = meters;
        this.observations = observations;
        this.convention = convention;
    }

    @Override
    public Watch watch(String route) {
        return new Micrometer(route, GatewayMetrics.of(route));
    }

    private final class Micrometer implements Watch {

        private final String route;
        private final GatewayMetrics metrics;

        Micrometer(String route, GatewayMetrics metrics) {
            this.route = route;
            this.metrics = metrics;
        }

        @Override
        public GatewayListener listener() {
            return metrics;
        }

        @Override
        public Gateway watched(Gateway gateway) {
            metrics.watch(gateway);
            meters.ifPresent(metrics::bindTo);
            return observations
                    .<Gateway>map(registry -> observed(ObservedGateway.of(route, gateway, registry)))
                    .orElse(gateway);
        }

        private ObservedGateway observed(ObservedGateway gateway) {
            return convention.map(gateway::withConvention).orElse(gateway);
        }

        @Override
        public AsyncGateway watched(AsyncGateway gateway) {
            metrics.watch(gateway);
            meters.ifPresent(metrics::bindTo);
            return observations
                    .<AsyncGateway>map(registry -> observed(ObservedAsyncGateway.of(route, gateway, registry)))
                    .orElse(gateway);
        }

        private ObservedAsyncGateway observed(ObservedAsyncGateway gateway) {
            return convention.map(gateway::withConvention).orElse(gateway);
        }

        @Override
        public void close() {
            metrics.close();
        }
    }
}
