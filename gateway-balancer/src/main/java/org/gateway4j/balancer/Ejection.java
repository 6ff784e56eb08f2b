package org.gateway4j.balancer;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a member that fails is left out, and for how long. Only failures that blame the application count ({@link
 * org.gateway4j.GatewayException#blamesBackend}): overload, refused requests and clients that leave say nothing about
 * its health. Immutable; safe for use by any number of threads.
 */
public final class Ejection {

    private static final Ejection DEFAULTS = new Ejection(new Values(
            5, 0.5, 20, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(60), 1.0, 0.5, Set.of()));

    private final Values values;

    private record Values(
            int failures,
            double failureRate,
            int minimumRequests,
            Duration window,
            Duration base,
            Duration longest,
            double mostEjected,
            double panicBelow,
            Set<Integer> failureStatuses) {

        Values {
            Settings.checkWithin("ejection.failures", failures, 1, 1_000_000);
            Settings.checkWithin("ejection.failureRate", failureRate, 0, 1);
            Settings.checkWithin("ejection.minimumRequests", minimumRequests, 1, 1000000);
            Settings.checkPositive("ejection.window", window);
            Settings.checkPositive("ejection.base", base);
            Settings.checkPositive("ejection.longest", longest);
            Settings.checkWithin("ejection.mostEjected", mostEjected, 0, 1);
            Settings.checkWithin("ejection.panicBelow", panicBelow, 0, 1);
            failureStatuses = Set.copyOf(failureStatuses);
        }
    }

    private Ejection(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default settings
     */
    public static Ejection defaults() {
        return DEFAULTS;
    }

    /**
     * The points that eject a member. A failure to connect counts 3 points, any other 1; a success takes all of them
     * away. Default 5: two failed connections in a row, or five other failures.
     *
     * @return a positive number
     */
    public int failures() {
        return values.failures;
    }

    /**
     * The share of failures that ejects a member even if successes come between them. Default 0.5. It counts within
     * {@link #window}, once {@link #minimumRequests} have ended; 1 switches it off, unless all fail.
     *
     * @return 0 to 1
     */
    public double failureRate() {
        return values.failureRate;
    }

    /**
     * The requests that must have ended within {@link #window} before {@link #failureRate} counts. Default 20: on
     * fewer, a rate says little.
     *
     * @return a positive number
     */
    public int minimumRequests() {
        return values.minimumRequests;
    }

    /**
     * The time within which {@link #failureRate} counts. Default 10 s.
     *
     * @return a positive time
     */
    public Duration window() {
        return values.window;
    }

    /**
     * How long the first ejection lasts. Each that follows lasts twice as long, up to {@link #longest}, and varies by
     * a tenth so that members do not come back at once. A member that serves for 30 s without an ejection is forgiven
     * one. Default 1 s.
     *
     * @return a positive time
     */
    public Duration base() {
        return values.base;
    }

    /**
     * The longest ejection. Default 60 s.
     *
     * @return a positive time
     */
    public Duration longest() {
        return values.longest;
    }

    /**
     * The share of members that may be ejected at the same time. One may be in any case, unless it is the only one.
     * Default 1: a balancer whose members are all ejected tries each of them once a second.
     *
     * @return 0 to 1
     */
    public double mostEjected() {
        return values.mostEjected;
    }

    /**
     * If the healthy members have less than this share of all weights, members that are ejected but can be connected
     * to get requests too: few members could not carry the load of all. Default 0.5; 0 switches it off.
     *
     * @return 0 to 1
     */
    public double panicBelow() {
        return values.panicBelow;
    }

    /**
     * Statuses of responses that count as failures. The response is delivered all the same. Default none: an
     * application that answers is well.
     *
     * @return statuses
     */
    public Set<Integer> failureStatuses() {
        return values.failureStatuses;
    }

    /**
     * These settings with another {@link #failures}.
     *
     * @param value the new value, 1 to 1,000,000
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withFailures(int value) {
        return new Ejection(new Values(
                value,
                failureRate(),
                minimumRequests(),
                window(),
                base(),
                longest(),
                mostEjected(),
                panicBelow(),
                failureStatuses()));
    }

    /**
     * These settings with another {@link #failureRate}.
     *
     * @param value the new value, 0 to 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withFailureRate(double value) {
        return new Ejection(new Values(
                failures(),
                value,
                minimumRequests(),
                window(),
                base(),
                longest(),
                mostEjected(),
                panicBelow(),
                failureStatuses()));
    }

    /**
     * These settings with another {@link #minimumRequests}.
     *
     * @param value the new value, 1 to 1,000,000
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withMinimumRequests(int value) {
        return new Ejection(new Values(
                failures(),
                failureRate(),
                value,
                window(),
                base(),
                longest(),
                mostEjected(),
                panicBelow(),
                failureStatuses()));
    }

    /**
     * These settings with another {@link #window}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withWindow(Duration value) {
        return new Ejection(new Values(
                failures(),
                failureRate(),
                minimumRequests(),
                value,
                base(),
                longest(),
                mostEjected(),
                panicBelow(),
                failureStatuses()));
    }

    /**
     * These settings with another {@link #base}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withBase(Duration value) {
        return new Ejection(new Values(
                failures(),
                failureRate(),
                minimumRequests(),
                window(),
                value,
                longest(),
                mostEjected(),
                panicBelow(),
                failureStatuses()));
    }

    /**
     * These settings with another {@link #longest}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withLongest(Duration value) {
        return new Ejection(new Values(
                failures(),
                failureRate(),
                minimumRequests(),
                window(),
                base(),
                value,
                mostEjected(),
                panicBelow(),
                failureStatuses()));
    }

    /**
     * These settings with another {@link #mostEjected}.
     *
     * @param value the new value, 0 to 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withMostEjected(double value) {
        return new Ejection(new Values(
                failures(),
                failureRate(),
                minimumRequests(),
                window(),
                base(),
                longest(),
                value,
                panicBelow(),
                failureStatuses()));
    }

    /**
     * These settings with another {@link #panicBelow}.
     *
     * @param value the new value, 0 to 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Ejection withPanicBelow(double value) {
        return new Ejection(new Values(
                failures(),
                failureRate(),
                minimumRequests(),
                window(),
                base(),
                longest(),
                mostEjected(),
                value,
                failureStatuses()));
    }

    /**
     * These settings with another {@link #failureStatuses}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Ejection withFailureStatuses(Set<Integer> value) {
        return new Ejection(new Values(
                failures(),
                failureRate(),
                minimumRequests(),
                window(),
                base(),
                longest(),
                mostEjected(),
                panicBelow(),
                value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ejection that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Ejection");
    }
}
