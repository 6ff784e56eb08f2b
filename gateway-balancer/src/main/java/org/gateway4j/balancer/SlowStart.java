package org.gateway4j.balancer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a member that was added or has recovered gets its share little by little, so that a cold JVM is not flooded.
 * Members that the balancer starts with are not concerned. Immutable; safe for use by any number of threads.
 */
public final class SlowStart {

    private static final SlowStart DEFAULTS = new SlowStart(new Values(Duration.ZERO, 0.1, 1));

    private final Values values;

    private record Values(Duration window, double least, double aggression) {

        Values {
            Settings.checkNotNegative("slowStart.window", window);
            Settings.checkWithin("slowStart.least", least, 0.001, 1);
            Settings.checkWithin("slowStart.aggression", aggression, 0.1, 10);
        }
    }

    private SlowStart(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default settings
     */
    public static SlowStart defaults() {
        return DEFAULTS;
    }

    /**
     * The time until it has its full weight and capacity. Default 0: at once, which suits PHP. For a JVM, 30 s is a
     * good choice.
     *
     * @return 0 or more
     */
    public Duration window() {
        return values.window;
    }

    /**
     * The share of its weight that it begins with. Default 0.1.
     *
     * @return more than 0, at most 1
     */
    public double least() {
        return values.least;
    }

    /**
     * How the share grows: (time / window) to the power of 1 / aggression. Default 1: evenly; more grows faster at
     * first.
     *
     * @return a positive number
     */
    public double aggression() {
        return values.aggression;
    }

    /**
     * These settings with another {@link #window}.
     *
     * @param value the new value, not negative
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public SlowStart withWindow(Duration value) {
        return new SlowStart(new Values(value, least(), aggression()));
    }

    /**
     * These settings with another {@link #least}.
     *
     * @param value the new value, 0.001 to 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public SlowStart withLeast(double value) {
        return new SlowStart(new Values(window(), value, aggression()));
    }

    /**
     * These settings with another {@link #aggression}.
     *
     * @param value the new value, 0.1 to 10
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public SlowStart withAggression(double value) {
        return new SlowStart(new Values(window(), least(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SlowStart that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "SlowStart");
    }
}
