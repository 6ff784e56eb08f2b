package org.gateway4j.host.spring;

import jakarta.servlet.DispatcherType;
import org.gateway4j.host.servlet.GatewayFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;

/** Serves the routes in a servlet application. */
@AutoConfiguration(after = GatewayAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(GatewayRoutes.class)
public final class GatewayServletAutoConfiguration {

    /** Before the filters of Spring that read bodies, of which HiddenHttpMethodFilter is the first. */
    private static final int BEFORE_READERS_OF_BODIES = -10_500;

    GatewayServletAutoConfiguration() {}

    @Bean
    FilterRegistrationBean<CountedGatewayFilter> gatewayFilter(
            GatewayRoutes routes, GatewayHost host, GatewayProperties properties) {
        GatewayFilter gateways = new GatewayFilter(routes.mounts(), host.config());
        FilterRegistrationBean<CountedGatewayFilter> filter =
                new FilterRegistrationBean<>(new CountedGatewayFilter(gateways, routes.inFlight()));
        filter.setOrder(properties.order());
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        filter.setAsyncSupported(true);
        return filter;
    }

    @Bean
    FilterRegistrationBean<UnreadBodyFilter> gatewayUnreadBodyFilter(GatewayRoutes routes) {
        FilterRegistrationBean<UnreadBodyFilter> filter =
                new FilterRegistrationBean<>(new UnreadBodyFilter(routes.mounts()));
        filter.setOrder(BEFORE_READERS_OF_BODIES);
        filter.setDispatcherTypes(DispatcherType.REQUEST);
        filter.setAsyncSupported(true);
        return filter;
    }
}
