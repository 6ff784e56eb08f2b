package org.gateway4j.host.spring;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the applications: one contributor for each route. */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("gateway4j")
@ConditionalOnBean(GatewayRoutes.class)
public final class GatewayHealthAutoConfiguration {

    GatewayHealthAutoConfiguration() {}

    @Bean
    HealthContributor gateway4jHealthContributor(GatewayRoutes routes) {
        Map<String, Route> byName = routes.list().stream().collect(toMap(Route::name, route -> route));
        return CompositeHealthContributor.fromMap(byName, RouteHealth::new);
    }
}
