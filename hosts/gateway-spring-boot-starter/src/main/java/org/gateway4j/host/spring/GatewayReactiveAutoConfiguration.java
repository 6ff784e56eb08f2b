package org.gateway4j.host.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Serves the routes in a reactive application. */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean(GatewayRoutes.class)
public final class GatewayReactiveAutoConfiguration {

    GatewayReactiveAutoConfiguration() {}

    @Bean
    ReactiveLoops gatewayLoops() {
        return new ReactiveLoops();
    }

    @Bean
    ReactiveGatewayFilter gatewayWebFilter(
            GatewayRoutes routes, GatewayHost host, ReactiveLoops loops, GatewayProperties properties) {
        return new ReactiveGatewayFilter(routes.mounts(), routes.inFlight(), host.config(), loops, properties.order());
    }
}
