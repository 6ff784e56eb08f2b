package org.gateway4j.host.spring;

import java.time.Duration;
import java.util.Set;
import org.gateway4j.PoolConfig;
import org.jspecify.annotations.Nullable;

/**
 * The connections to an application.
 *
 * @param maxConnections the hard cap on connections: the number of requests that the application serves at once
 * @param maxIdle the number of idle connections that are kept for reuse
 * @param idleTimeout how long an unused connection is kept
 * @param maxAge the age at which a connection is replaced
 * @param maxUses the number of requests after which a connection is replaced
 * @param maxWaiters the number of requests that may wait for a connection
 * @param reuse the order in which connections are reused
 * @param repeatedMethods the methods that are sent again after a reused connection has died
 */
record PoolProperties(
        @Nullable Integer maxConnections,
        @Nullable Integer maxIdle,
        @Nullable Duration idleTimeout,
        @Nullable Duration maxAge,
        @Nullable Integer maxUses,
        @Nullable Integer maxWaiters,
        PoolConfig.@Nullable Reuse reuse,
        @Nullable Set<String> repeatedMethods)
        implements Property.Group<PoolConfig> {

    @Override
    public PoolConfig change(PoolConfig given, Property at) {
        return at.change(given)
                .by("max-connections", maxConnections, PoolConfig::withMaxConnections)
                .by("max-idle", maxIdle, PoolConfig::withMaxIdle)
                .by("idle-timeout", idleTimeout, PoolConfig::withIdleTimeout)
                .by("max-age", maxAge, PoolConfig::withMaxAge)
                .by("max-uses", maxUses, PoolConfig::withMaxUses)
                .by("max-waiters", maxWaiters, PoolConfig::withMaxWaiters)
                .by("reuse", reuse, PoolConfig::withReuse)
                .by("repeated-methods", repeatedMethods, PoolConfig::withRepeatedMethods)
                .result();
    }
}
