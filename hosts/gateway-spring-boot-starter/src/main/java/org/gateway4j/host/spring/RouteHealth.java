package org.gateway4j.host.spring;

import org.gateway4j.GatewayException;
import org.gateway4j.HealthProbe;
import org.gateway4j.PoolStats;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of a route's application. It is unknown where nothing can be asked, as with CGI. */
final class RouteHealth implements HealthIndicator {

    private final Route route;

    RouteHealth(Route route) {
        this.route = route;
    }

    @Override
    public Health health() {
        PoolStats stats = route.stats();
        return checked()
                .withDetail("target", route.target())
                .withDetail("inUse", stats.inUse())
                .withDetail("waiting", stats.waiting())
                .build();
    }

    private Health.Builder checked() {
        @Nullable HealthProbe probe = route.probe().orElse(null);
        if (probe == null) {
            return Health.unknown();
        }
        try {
            probe.check();
            return Health.up();
        } catch (GatewayException e) {
            return Health.down().withDetail("error", String.valueOf(e.getMessage()));
        }
    }
}
