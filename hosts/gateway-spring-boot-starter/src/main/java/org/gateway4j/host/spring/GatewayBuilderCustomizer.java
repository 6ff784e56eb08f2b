package org.gateway4j.host.spring;

import org.gateway4j.GatewayBuilder;

/**
 * Changes the builder of a route's gateway after its properties were set. All beans of this type are called, in their order. To
 * set what only one protocol has, cast the builder:
 *
 * <pre>{@code
 * @Bean
 * GatewayBuilderCustomizer tenant() {
 *     return (route, builder) -> {
 *         if (builder instanceof FastCgiGateway.Builder php) {
 *             php.variables(request -> Map.of("TENANT", tenantOf(request)));
 *         }
 *     };
 * }
 * }</pre>
 *
 * <p>A listener is better declared as a bean of type {@link org.gateway4j.GatewayListener}: all of these are joined with those of
 * the starter, and replace one that a customizer has set.
 */
@FunctionalInterface
public interface GatewayBuilderCustomizer {

    /**
     * Changes a builder.
     *
     * @param route the name of the route
     * @param builder the builder of its gateway
     */
    void customize(String route, GatewayBuilder<?> builder);
}
