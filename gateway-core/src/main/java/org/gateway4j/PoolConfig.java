package org.gateway4j;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The number of connections to an application, and how long they are kept. Immutable; safe for use by any number of
 * threads.
 */
public final class PoolConfig {

    private static final Set<String> IDEMPOTENT =
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "REPORT", "SEARCH", "QUERY");

    private static final PoolConfig DEFAULTS = new PoolConfig(new Values(
            0,
            Integer.MAX_VALUE,
            Duration.ZERO,
            Duration.ofHours(1),
            Integer.MAX_VALUE,
            256,
            Reuse.BY_PROTOCOL,
            IDEMPOTENT));

    private final Values values;

    private record Values(
            int maxConnections,
            int maxIdle,
            Duration idleTimeout,
            Duration maxAge,
            int maxUses,
            int maxWaiters,
            Reuse reuse,
            Set<String> repeatedMethods) {

        Values {
            checkAtLeast("maxConnections", maxConnections, 0);
            checkAtLeast("maxIdle", maxIdle, 0);
            if (!idleTimeout.isZero()) {
                checkPositive("idleTimeout", idleTimeout);
            }
            checkPositive("maxAge", maxAge);
            checkAtLeast("maxUses", maxUses, 1);
            checkAtLeast("maxWaiters", maxWaiters, 0);
            Objects.requireNonNull(reuse, "pool.reuse");
            repeatedMethods = Set.copyOf(repeatedMethods);
        }
    }

    /** The order in which connections are reused. */
    public enum Reuse {
        /** The order that suits the protocol: {@link #FRESH_FIRST} for FastCGI, {@link #LATEST_FIRST} for AJP. */
        BY_PROTOCOL,

        /**
         * The idle connection that was used last, and a new connection only if none is idle. This order needs the
         * fewest connections. It suits applications that have finished their work when they answer.
         */
        LATEST_FIRST,

        /**
         * A new connection while the pool has fewer than {@link PoolConfig#maxConnections}, then the connection that
         * was idle for longest. This order suits applications whose workers continue to work after their answers, as
         * PHP does after {@code fastcgi_finish_request()}. Such a worker is busy, but its connection looks idle. A
         * request sent on that connection waits for the worker although other workers are free.
         *
         * <p>The cost: after a pause of {@link PoolConfig#idleTimeout} each of the first requests opens a connection,
         * until the cap is reached. That adds about two round trips of an empty script to each of them. Under load no
         * connection is opened. Thin traffic keeps more connections idle and uses all workers in turn. If
         * {@link PoolConfig#maxIdle} is less than the cap, thin traffic opens a connection for nearly each request.
         */
        FRESH_FIRST
    }

    private PoolConfig(Values values) {
        this.values = values;
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
     * The default of each property.
     *
     * @return the default pool
     */
    public static PoolConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults with another cap.
     *
     * @param maxConnections the cap on connections, at least 1
     * @return a pool of that size
     * @throws IllegalArgumentException if it is less
     */
    public static PoolConfig of(int maxConnections) {
        return DEFAULTS.withMaxConnections(maxConnections);
    }

    /**
     * The hard cap on connections, including idle ones. Further callers wait. Default 0: the protocol's own value,
     * which is 5 for FastCGI (the default number of PHP-FPM's workers) and 200 for AJP (that of Tomcat's threads).
     *
     * <p>Set it to the number of the application's workers ({@code pm.max_children} of PHP-FPM, {@code maxThreads} of
     * Tomcat), less the connections of other clients of the same application. Surplus connections wait in the kernel's
     * queue, beyond the reach of the deadlines.
     *
     * @return a number of connections; 0 for the protocol's own value
     */
    public int maxConnections() {
        return values.maxConnections;
    }

    /**
     * The number of idle connections that are kept for reuse. Default {@link Integer#MAX_VALUE}: only
     * {@link #maxConnections} limits them. An idle connection occupies a PHP-FPM worker that nobody else can use.
     *
     * @return a number of connections, at least 0
     */
    public int maxIdle() {
        return values.maxIdle;
    }

    /**
     * How long an unused connection is kept. Default zero: the protocol's own value. That is 2 s for FastCGI, which
     * soon frees workers for others but keeps connections under steady traffic. It is 15 s for AJP.
     *
     * @return a time; zero for the protocol's own value
     */
    public Duration idleTimeout() {
        return values.idleTimeout;
    }

    /**
     * The longest life of a connection. It is shortened by up to a tenth at random, so that connections do not all end
     * at once. Default 1 h: an application that leaks memory with each connection gets a new connection that often.
     *
     * @return a positive time
     */
    public Duration maxAge() {
        return values.maxAge;
    }

    /**
     * The number of requests after which a connection is replaced. Default {@link Integer#MAX_VALUE}: a connection is
     * never replaced for this reason.
     *
     * @return a number of requests, at least 1
     */
    public int maxUses() {
        return values.maxUses;
    }

    /**
     * The number of callers that may wait for a connection. Default 256. A further caller is rejected at once with
     * {@link BackendBusyException}.
     *
     * @return a number of callers, at least 0
     */
    public int maxWaiters() {
        return values.maxWaiters;
    }

    /**
     * The order in which connections are reused. Default {@link Reuse#BY_PROTOCOL}.
     *
     * @return the order of reuse
     */
    public Reuse reuse() {
        return values.reuse;
    }

    /**
     * The methods, in upper case, whose requests may run twice. Such a request is sent once more, on a new connection,
     * if a reused connection ends before any byte of the answer. As a rule the connection was closed while it was idle.
     * An application that crashes on the request looks the same, and gets the request a second time.
     *
     * <p>A request of any other method is repeated only if the application cannot have begun to execute it. Otherwise
     * it fails with {@link BackendFailureException}.
     *
     * <p>Default the idempotent methods of RFC 9110 section 9.2.2 and the safe ones of the registry: {@code GET},
     * {@code HEAD}, {@code OPTIONS}, {@code TRACE}, {@code PUT}, {@code DELETE}, {@code PROPFIND}, {@code REPORT},
     * {@code SEARCH}, {@code QUERY}.
     *
     * @return an immutable set
     */
    public Set<String> repeatedMethods() {
        return values.repeatedMethods;
    }

    /**
     * This pool with another {@link #maxConnections}.
     *
     * @param value the new value, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public PoolConfig withMaxConnections(int value) {
        checkAtLeast("maxConnections", value, 1);
        return new PoolConfig(new Values(
                value, maxIdle(), idleTimeout(), maxAge(), maxUses(), maxWaiters(), reuse(), repeatedMethods()));
    }

    /**
     * This pool with another {@link #maxIdle}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public PoolConfig withMaxIdle(int value) {
        return new PoolConfig(new Values(
                maxConnections(), value, idleTimeout(), maxAge(), maxUses(), maxWaiters(), reuse(), repeatedMethods()));
    }

    /**
     * This pool with another {@link #idleTimeout}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public PoolConfig withIdleTimeout(Duration value) {
        checkPositive("idleTimeout", value);
        return new PoolConfig(new Values(
                maxConnections(), maxIdle(), value, maxAge(), maxUses(), maxWaiters(), reuse(), repeatedMethods()));
    }

    /**
     * This pool with another {@link #maxAge}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public PoolConfig withMaxAge(Duration value) {
        return new PoolConfig(new Values(
                maxConnections(),
                maxIdle(),
                idleTimeout(),
                value,
                maxUses(),
                maxWaiters(),
                reuse(),
                repeatedMethods()));
    }

    /**
     * This pool with another {@link #maxUses}.
     *
     * @param value the new value, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public PoolConfig withMaxUses(int value) {
        return new PoolConfig(new Values(
                maxConnections(), maxIdle(), idleTimeout(), maxAge(), value, maxWaiters(), reuse(), repeatedMethods()));
    }

    /**
     * This pool with another {@link #maxWaiters}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public PoolConfig withMaxWaiters(int value) {
        return new PoolConfig(new Values(
                maxConnections(), maxIdle(), idleTimeout(), maxAge(), maxUses(), value, reuse(), repeatedMethods()));
    }

    /**
     * This pool with another {@link #reuse}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolConfig withReuse(Reuse value) {
        return new PoolConfig(new Values(
                maxConnections(),
                maxIdle(),
                idleTimeout(),
                maxAge(),
                maxUses(),
                maxWaiters(),
                value,
                repeatedMethods()));
    }

    /**
     * This pool with other {@link #repeatedMethods}.
     *
     * @param value the new value, empty for none; copied
     * @return a changed copy
     */
    public PoolConfig withRepeatedMethods(Set<String> value) {
        return new PoolConfig(new Values(
                maxConnections(), maxIdle(), idleTimeout(), maxAge(), maxUses(), maxWaiters(), reuse(), value));
    }

    /**
     * Completes this pool with the values of a protocol. The {@link #maxConnections}, {@link #idleTimeout} and
     * {@link #reuse} of the other pool replace those that are left to the protocol here. The smaller {@link #maxUses}
     * of both counts.
     *
     * @param other the pool with the protocol's own values
     * @return a changed copy
     */
    public PoolConfig withDefaults(PoolConfig other) {
        return new PoolConfig(new Values(
                maxConnections() == 0 ? other.maxConnections() : maxConnections(),
                maxIdle(),
                idleTimeout().isZero() ? other.idleTimeout() : idleTimeout(),
                maxAge(),
                Math.min(maxUses(), other.maxUses()),
                maxWaiters(),
                reuse() == Reuse.BY_PROTOCOL ? other.reuse() : reuse(),
                repeatedMethods()));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolConfig that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "PoolConfig");
    }
}
