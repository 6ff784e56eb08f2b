package org.gateway4j.host.spring;

import java.util.List;
import java.util.Map;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.TrustedProxies;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * All properties of the starter. A misspelt one ends the start of the application.
 *
 * @param enabled whether there are routes at all
 * @param routes the routes, as a list or by name
 * @param trustedProxies the proxies whose word on the client is taken
 * @param order the order of the gateways among the filters. The default is behind Spring Security
 * @param servlet what only servlet applications have
 */
@ConfigurationProperties(prefix = "gateway4j", ignoreUnknownFields = false)
record GatewayProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Map<String, RouteProperties> routes,
        @DefaultValue ProxyProperties trustedProxies,
        @DefaultValue("-90") int order,
        @DefaultValue ServletProperties servlet) {

    /**
     * The proxies whose word on the client is taken.
     *
     * @param addresses addresses and ranges of addresses, such as 10.0.0.0/8
     * @param fields the fields by which they tell of the client
     */
    record ProxyProperties(@DefaultValue List<String> addresses, TrustedProxies.@Nullable Fields fields)
            implements Property.Group<HostConfig> {

        @Override
        public HostConfig change(HostConfig given, Property at) {
            TrustedProxies named =
                    at.child("addresses").make(addresses, all -> TrustedProxies.of(all.toArray(String[]::new)));
            return given.trustedProxies(fields == null ? named : named.fields(fields));
        }
    }

    /**
     * What only servlet applications have.
     *
     * @param async whether exchanges run on event loops, and hold no thread of the container
     */
    record ServletProperties(@DefaultValue("false") boolean async) {}
}
