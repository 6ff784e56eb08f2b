package org.gateway4j.host.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.Optional;
import org.gateway4j.host.micrometer.GatewayMetrics;
import org.gateway4j.host.micrometer.GatewayObservationConvention;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Metrics and observations of the gateways. It needs the library {@code gateway-micrometer}. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass({GatewayMetrics.class, MeterRegistry.class})
public final class GatewayMetricsAutoConfiguration {

    GatewayMetricsAutoConfiguration() {}

    @Bean
    MicrometerInstrumentation gatewayInstrumentation(
            Optional<MeterRegistry> meters,
            Optional<ObservationRegistry> observations,
            Optional<GatewayObservationConvention> convention) {
        return new MicrometerInstrumentation(meters, observations, convention);
    }
}
