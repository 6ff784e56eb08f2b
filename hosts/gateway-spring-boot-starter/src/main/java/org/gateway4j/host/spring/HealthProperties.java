package org.gateway4j.host.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the health of an application is checked.
 *
 * @param timeout the longest time of each step of a check
 * @param pingPath the ping.path of PHP-FPM, to which the application must answer; it takes a worker. Default: a connection is
 *     opened and closed
 */
record HealthProperties(
        @DefaultValue("2s") Duration timeout, @Nullable String pingPath) {

    static final HealthProperties DEFAULTS = new HealthProperties(Duration.ofSeconds(2), null);
}
