package org.gateway4j.balancer;

import java.time.Duration;
import java.util.Set;
import org.gateway4j.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that failed on one member is sent to another. It never is if the client may have got a part of a
 * response, the request was cancelled, or its body cannot be sent again. Immutable; safe for use by any number of
 * threads.
 */
public final class Retries {

    private static final Retries DEFAULTS = new Retries(new Values(
            3,
            Set.of("GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PROPFIND", "REPORT", "SEARCH", "QUERY"),
            0.2,
            1,
            Timeouts.NEVER,
            Timeouts.NEVER,
            Set.of()));

    private final Values values;

    private record Values(
            int maxAttempts,
            Set<String> repeatedMethods,
            double budget,
            double perSecond,
            Duration attempt,
            Duration total,
            Set<Integer> statuses) {

        Values {
            Settings.checkWithin("retries.maxAttempts", maxAttempts, 1, 100);
            repeatedMethods = Set.copyOf(repeatedMethods);
            Settings.checkWithin("retries.budget", budget, 0, 100);
            Settings.checkWithin("retries.perSecond", perSecond, 0, 1000000);
            Settings.checkPositive("retries.attempt", attempt);
            Settings.checkPositive("retries.total", total);
            statuses = Set.copyOf(statuses);
        }
    }

    private Retries(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default settings
     */
    public static Retries defaults() {
        return DEFAULTS;
    }

    /**
     * The most members that one request is sent to. Default 3; 1 switches retries off.
     *
     * @return a positive number
     */
    public int maxAttempts() {
        return values.maxAttempts;
    }

    /**
     * The methods of requests that may be sent again although the application may have run: the idempotent ones (RFC
     * 9110 section 9.2.2). A missed deadline of the member's gateway is no reason even then, because the request may
     * be what takes so long. Default as in {@link org.gateway4j.PoolConfig#repeatedMethods}. With an empty set a
     * request is sent again only if it certainly has not run.
     *
     * @return methods
     */
    public Set<String> repeatedMethods() {
        return values.repeatedMethods;
    }

    /**
     * The retries that each request allows: with 0.2, a fifth more requests at most reach members that all fail. What
     * was not used within 10 s is lost. Default 0.2.
     *
     * @return 0 to 100
     */
    public double budget() {
        return values.budget;
    }

    /**
     * The retries that each second allows beside {@link #budget}, so that hosts with little traffic have some. Default
     * 1.
     *
     * @return 0 to 1,000,000
     */
    public double perSecond() {
        return values.perSecond;
    }

    /**
     * The longest time from the begin of an attempt to its response head. After that time the attempt is aborted, and
     * a request that may be repeated goes to another member. Default {@link Timeouts#NEVER}: only the deadlines of the
     * member's gateway count.
     *
     * @return a positive time
     */
    public Duration attempt() {
        return values.attempt;
    }

    /**
     * The longest time from the dispatch to the response head, all attempts and waits included. After that time the
     * dispatch fails. Default {@link Timeouts#NEVER}.
     *
     * @return a positive time
     */
    public Duration total() {
        return values.total;
    }

    /**
     * Statuses of responses that are reason for another attempt, if the method is among {@link #repeatedMethods} and
     * another member is left. The last attempt's response is delivered. Default none: a response is a success.
     *
     * @return statuses
     */
    public Set<Integer> statuses() {
        return values.statuses;
    }

    /**
     * These settings with another {@link #maxAttempts}.
     *
     * @param value the new value, 1 to 100
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Retries withMaxAttempts(int value) {
        return new Retries(new Values(value, repeatedMethods(), budget(), perSecond(), attempt(), total(), statuses()));
    }

    /**
     * These settings with another {@link #repeatedMethods}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Retries withRepeatedMethods(Set<String> value) {
        return new Retries(new Values(maxAttempts(), value, budget(), perSecond(), attempt(), total(), statuses()));
    }

    /**
     * These settings with another {@link #budget}.
     *
     * @param value the new value, 0 to 100
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Retries withBudget(double value) {
        return new Retries(
                new Values(maxAttempts(), repeatedMethods(), value, perSecond(), attempt(), total(), statuses()));
    }

    /**
     * These settings with another {@link #perSecond}.
     *
     * @param value the new value, 0 to 1,000,000
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Retries withPerSecond(double value) {
        return new Retries(
                new Values(maxAttempts(), repeatedMethods(), budget(), value, attempt(), total(), statuses()));
    }

    /**
     * These settings with another {@link #attempt}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Retries withAttempt(Duration value) {
        return new Retries(
                new Values(maxAttempts(), repeatedMethods(), budget(), perSecond(), value, total(), statuses()));
    }

    /**
     * These settings with another {@link #total}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Retries withTotal(Duration value) {
        return new Retries(
                new Values(maxAttempts(), repeatedMethods(), budget(), perSecond(), attempt(), value, statuses()));
    }

    /**
     * These settings with another {@link #statuses}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Retries withStatuses(Set<Integer> value) {
        return new Retries(
                new Values(maxAttempts(), repeatedMethods(), budget(), perSecond(), attempt(), total(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Retries that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Retries");
    }
}
