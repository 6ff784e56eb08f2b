package org.gateway4j.host.spring;

import java.time.Duration;
import org.gateway4j.host.HostConfig;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/** Makes the routes that the properties below {@code gateway4j} describe. */
@AutoConfiguration(after = GatewayMetricsAutoConfiguration.class)
@ConditionalOnWebApplication
@Conditional(OnGatewayProperties.class)
@EnableConfigurationProperties(GatewayProperties.class)
@ImportRuntimeHints(GatewayRuntimeHints.class)
public final class GatewayAutoConfiguration {

    private static final Duration USUAL_TIMEOUT_PER_PHASE = Duration.ofSeconds(30);

    GatewayAutoConfiguration() {}

    @Bean
    GatewayRoutes gatewayRoutes(GatewayProperties properties, ApplicationContext context, BeanFactory beans) {
        KnownProperties.check(context.getEnvironment());
        boolean async = context instanceof ReactiveWebApplicationContext
                || properties.servlet().async();
        RouteFactory.Kind kind = async ? RouteFactory.Kind.ASYNC : RouteFactory.Kind.BLOCKING;
        return GatewayRoutes.make(properties.routes(), new RouteFactory(kind, beans));
    }

    @Bean
    GatewayHost gatewayHost(GatewayProperties properties, ObjectProvider<HostConfigCustomizer> customizers) {
        HostConfig config = Property.ROOT
                .change(HostConfig.defaults())
                .group("trusted-proxies", properties.trustedProxies())
                .result();
        for (HostConfigCustomizer each : customizers.orderedStream().toList()) {
            config = each.customize(config);
        }
        return new GatewayHost(config);
    }

    @Bean
    GatewayDrain gatewayDrain(GatewayRoutes routes, ApplicationContext context, Environment environment) {
        Duration longest = Binder.get(environment)
                .bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
                .orElse(USUAL_TIMEOUT_PER_PHASE);
        return new GatewayDrain(routes, context, longest);
    }
}
