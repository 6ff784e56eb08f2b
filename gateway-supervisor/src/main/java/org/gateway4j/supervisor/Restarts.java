package org.gateway4j.supervisor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a process that failed is started again. A process fails if it ends although nobody told it to, or if it does not become
 * ready. A process that has been ready and fails for the first time is started again at once. Each further failure in a row
 * doubles the pause. Immutable; safe for use by any number of threads.
 */
public final class Restarts {

    private static final Restarts DEFAULTS =
            new Restarts(new Values(Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofSeconds(10), 5));

    private final Values values;

    private record Values(Duration firstPause, Duration longestPause, Duration stable, int most) {

        Values {
            Settings.checkPositive("restarts.firstPause", firstPause);
            Settings.checkPositive("restarts.longestPause", longestPause);
            Settings.checkPositive("restarts.stable", stable);
            Settings.checkWithin("restarts.most", most, 1, 1_000_000);
        }
    }

    private Restarts(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default settings
     */
    public static Restarts defaults() {
        return DEFAULTS;
    }

    /**
     * The pause after a start that failed. Default 100 ms.
     *
     * @return a positive time
     */
    public Duration firstPause() {
        return values.firstPause;
    }

    /**
     * The longest pause. Default 30 s: an application whose cause of failure is mended serves at most 30 s later.
     *
     * @return a positive time
     */
    public Duration longestPause() {
        return values.longestPause;
    }

    /**
     * How long a process must have been ready so that earlier failures do not count any more. Default 10 s.
     *
     * @return a positive time
     */
    public Duration stable() {
        return values.stable;
    }

    /**
     * The failures in a row that are a crash loop. Default 5. From then on each pause is {@link #longestPause}, and requests fail
     * at once instead of waiting while no process serves ({@link SupervisedGateway.State#FAILED}).
     *
     * @return a positive number
     */
    public int most() {
        return values.most;
    }

    /**
     * These settings with another {@link #firstPause}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Restarts withFirstPause(Duration value) {
        return new Restarts(new Values(value, longestPause(), stable(), most()));
    }

    /**
     * These settings with another {@link #longestPause}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Restarts withLongestPause(Duration value) {
        return new Restarts(new Values(firstPause(), value, stable(), most()));
    }

    /**
     * These settings with another {@link #stable}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Restarts withStable(Duration value) {
        return new Restarts(new Values(firstPause(), longestPause(), value, most()));
    }

    /**
     * These settings with another {@link #most}.
     *
     * @param value the new value, 1 to 1,000,000
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Restarts withMost(int value) {
        return new Restarts(new Values(firstPause(), longestPause(), stable(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Restarts that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Restarts");
    }
}
