package org.gateway4j;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How many connections to an application there may be, and how long they are kept.
 *
 * @param maxConnections hard cap on connections, idle ones included; further callers wait. Size it to the application's
 *     workers ({@code pm.max_children} of PHP-FPM, {@code maxThreads} of Tomcat), less what other clients of the same
 *     application hold: surplus connections wait in the kernel's queue, beyond the reach of the deadlines. Default 0: the protocol's own
 *     value, which is 5 for FastCGI (the default number of PHP-FPM's workers) and 200 for AJP (that of Tomcat's threads)
 * @param maxIdle most connections kept open for reuse. Default: the cap. An idle connection occupies a PHP-FPM worker
 *     that nobody else can use
 * @param idleTimeout how long an unused connection is kept. Default zero: the protocol's own value. That is 2 s for
 *     FastCGI, which soon frees workers for others but keeps connections under steady traffic, and 15 s for AJP
 * @param maxAge how long a connection is reused at all, shortened by up to a tenth at random so that they do not all
 *     end at once. Default 1 h
 * @param maxUses after how many requests a connection is replaced. Default {@link Integer#MAX_VALUE}
 * @param maxWaiters most callers that may wait for a connection; one more is rejected at once with
 *     {@link BackendBusyException}. Default 256
 * @param reuse which connection serves the next request. Default {@link Reuse#BY_PROTOCOL}
 * @param repeatedMethods methods, in upper case, whose requests may run twice. Such a request is sent once more, on a new
 *     connection, when a reused connection ends before any byte of the answer. As a rule the connection was closed while it
 *     was idle. An application that crashes on the request looks the same, and gets the request a second time. A request of
 *     any other method is repeated only if the application cannot have begun with it, and else fails with
 *     {@link BackendFailureException}. Default the idempotent methods of RFC 9110 section 9.2.2 and the safe ones of the
 *     registry: {@code GET}, {@code HEAD}, {@code OPTIONS}, {@code TRACE}, {@code PUT}, {@code DELETE}, {@code PROPFIND},
 *     {@code REPORT}, {@code SEARCH}, {@code QUERY}. Copied
 */
public record PoolConfig(
        int maxConnections,
        int maxIdle,
        Duration idleTimeout,
        Duration maxAge,
        int maxUses,
        int maxWaiters,
        Reuse reuse,
        Set<String> repeatedMethods) {

    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "REPORT", "SEARCH", "QUERY");

    private static final PoolConfig DEFAULTS = new PoolConfig(
            0,
            Integer.MAX_VALUE,
            Duration.ZERO,
            Duration.ofHours(1),
            Integer.MAX_VALUE,
            256,
            Reuse.BY_PROTOCOL,
            IDEMPOTENT);

    /** Which connection serves the next request. */
    public enum Reuse {
        /** What suits the protocol: {@link #FRESH_FIRST} for FastCGI, {@link #LATEST_FIRST} for AJP. */
        BY_PROTOCOL,

        /**
         * The idle connection that was used last; a new one only if none is idle. This needs the fewest connections. It suits
         * applications whose work ends with the answer.
         */
        LATEST_FIRST,

        /**
         * A new connection while the pool has fewer than {@link PoolConfig#maxConnections}, then the one that was idle for
         * longest. This suits applications whose workers go on after their answers, as PHP does after
         * {@code fastcgi_finish_request()}. Such a worker is busy behind a connection that looks idle, and a request sent there
         * waits for it although other workers are free.
         *
         * <p>The cost: after a pause of {@link PoolConfig#idleTimeout} each of the first requests opens a connection, until the
         * cap is reached. That adds about two round trips of an empty script to each of them. Under load no connection is
         * opened. Thin traffic keeps more connections idle and uses all workers in turn. If {@link PoolConfig#maxIdle} is less
         * than the cap, thin traffic opens a connection for nearly each request.
         */
        FRESH_FIRST
    }

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public PoolConfig {
        checkAtLeast("maxConnections", maxConnections, 0);
        checkAtLeast("maxIdle", maxIdle, 0);
        checkAtLeast("maxUses", maxUses, 1);
        checkAtLeast("maxWaiters", maxWaiters, 0);
        if (!idleTimeout.isZero()) {
            checkPositive("idleTimeout", idleTimeout);
        }
        checkPositive("maxAge", maxAge);
        Objects.requireNonNull(reuse, "pool.reuse");
        repeatedMethods = Set.copyOf(repeatedMethods);
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
     * @param maxConnections the cap on connections
     * @return a pool of that size
     */
    public static PoolConfig of(int maxConnections) {
        return DEFAULTS.withMaxConnections(maxConnections);
    }

    /**
     * This pool with another {@link #maxConnections}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxConnections(int value) {
        checkAtLeast("maxConnections", value, 1);
        return new PoolConfig(value, maxIdle, idleTimeout, maxAge, maxUses, maxWaiters, reuse, repeatedMethods);
    }

    /**
     * This pool, completed from another. The other's {@link #maxConnections}, {@link #idleTimeout} and {@link #reuse} replace
     * those that are left to the protocol here, and the smaller {@link #maxUses} of both counts.
     *
     * @param other the pool that suits a protocol
     * @return a changed copy
     */
    public PoolConfig withDefaults(PoolConfig other) {
        return new PoolConfig(
                maxConnections == 0 ? other.maxConnections : maxConnections,
                maxIdle,
                idleTimeout.isZero() ? other.idleTimeout : idleTimeout,
                maxAge,
                Math.min(maxUses, other.maxUses),
                maxWaiters,
                reuse == Reuse.BY_PROTOCOL ? other.reuse : reuse,
                repeatedMethods);
    }

    /**
     * This pool with another {@link #maxIdle}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxIdle(int value) {
        return new PoolConfig(maxConnections, value, idleTimeout, maxAge, maxUses, maxWaiters, reuse, repeatedMethods);
    }

    /**
     * This pool with another {@link #idleTimeout}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withIdleTimeout(Duration value) {
        checkPositive("idleTimeout", value);
        return new PoolConfig(maxConnections, maxIdle, value, maxAge, maxUses, maxWaiters, reuse, repeatedMethods);
    }

    /**
     * This pool with another {@link #maxAge}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxAge(Duration value) {
        return new PoolConfig(maxConnections, maxIdle, idleTimeout, value, maxUses, maxWaiters, reuse, repeatedMethods);
    }

    /**
     * This pool with another {@link #maxUses}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxUses(int value) {
        return new PoolConfig(maxConnections, maxIdle, idleTimeout, maxAge, value, maxWaiters, reuse, repeatedMethods);
    }

    /**
     * This pool with another {@link #maxWaiters}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withMaxWaiters(int value) {
        return new PoolConfig(maxConnections, maxIdle, idleTimeout, maxAge, maxUses, value, reuse, repeatedMethods);
    }

    /**
     * This pool with another {@link #reuse}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withReuse(Reuse value) {
        return new PoolConfig(
                maxConnections, maxIdle, idleTimeout, maxAge, maxUses, maxWaiters, value, repeatedMethods);
    }

    /**
     * This pool with other {@link #repeatedMethods}.
     *
     * @param value the new value; empty for none
     * @return a changed copy
     */
    public PoolConfig withRepeatedMethods(Set<String> value) {
        return new PoolConfig(maxConnections, maxIdle, idleTimeout, maxAge, maxUses, maxWaiters, reuse, value);
    }
}
