package org.gateway4j;

import java.time.Duration;

/**
 * How many connections to an application there may be, and how long they are kept.
 *
 * @param maxConnections hard cap on connections, idle ones included; further callers wait. Size it to the application's
 *     workers ({@code pm.max_children} of PHP-FPM, {@code maxThreads} of Tomcat), less what other clients of the same
 *     application hold. Default 5, which is PHP-FPM's own default of workers: more only queues in the kernel, where no
 *     deadline of ours can see it
 * @param maxIdle most connections kept open for reuse. Default: the cap. An idle connection occupies a PHP-FPM worker
 *     that nobody else can use
 * @param idleTimeout how long an unused connection is kept. Default 2 s: workers become free for others soon, and steady
 *     traffic still never dials
 * @param maxAge how long a connection is reused at all, shortened by up to a tenth at random so that they do not all
 *     end at once. Default 1 h
 * @param maxUses after how many requests a connection is replaced. Default {@link Integer#MAX_VALUE}
 * @param maxWaiters most callers that may wait for a connection; one more is rejected at once with
 *     {@link BackendBusyException}. Default 256
 */
public record PoolConfig(
        int maxConnections, int maxIdle, Duration idleTimeout, Duration maxAge, int maxUses, int maxWaiters) {

    private static final PoolConfig DEFAULTS = of(5);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public PoolConfig {
        checkAtLeast("maxConnections", maxConnections, 1);
        checkAtLeast("maxIdle", maxIdle, 0);
        checkAtLeast("maxUses", maxUses, 1);
        checkAtLeast("maxWaiters", maxWaiters, 0);
        checkPositive("idleTimeout", idleTimeout);
        checkPositive("maxAge", maxAge);
    }

    private static void checkAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("pool." + name + " is " + value + "; it must be at least " + least);
        }
    }

    private static void checkPositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("pool." + name + " is " + value + "; it must be positive");
        }
    }

    /**
     * The defaults named at each component.
     *
     * @return the default pool
     */
    public static PoolConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults with another cap.
     *
     * @param maxConnections the cap on connections, and on idle ones
     * @return a pool of that size
     */
    public static PoolConfig of(int maxConnections) {
        return new PoolConfig(
                maxConnections, maxConnections, Duration.ofSeconds(2), Duration.ofHours(1), Integer.MAX_VALUE, 256);
    }

    /**
     * This pool with another {@link #maxIdle}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxIdle(int value) {
        return new PoolConfig(maxConnections, value, idleTimeout, maxAge, maxUses, maxWaiters);
    }

    /**
     * This pool with another {@link #idleTimeout}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withIdleTimeout(Duration value) {
        return new PoolConfig(maxConnections, maxIdle, value, maxAge, maxUses, maxWaiters);
    }

    /**
     * This pool with another {@link #maxAge}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxAge(Duration value) {
        return new PoolConfig(maxConnections, maxIdle, idleTimeout, value, maxUses, maxWaiters);
    }

    /**
     * This pool with another {@link #maxUses}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxUses(int value) {
        return new PoolConfig(maxConnections, maxIdle, idleTimeout, maxAge, value, maxWaiters);
    }

    /**
     * This pool with another {@link #maxWaiters}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxWaiters(int value) {
        return new PoolConfig(maxConnections, maxIdle, idleTimeout, maxAge, maxUses, value);
    }
}
