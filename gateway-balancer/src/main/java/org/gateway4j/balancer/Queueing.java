package org.gateway4j.balancer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How requests wait while every member that could serve them is at its capacity. They wait in one queue, and whichever
 * member is free first takes the first of them. Immutable; safe for use by any number of threads.
 */
public final class Queueing {

    private static final Queueing DEFAULTS =
            new Queueing(new Values(256, Duration.ofSeconds(10), Duration.ofSeconds(10)));

    private final Values values;

    private record Values(int maxWaiting, Duration longest, Duration sticky) {

        Values {
            Settings.checkWithin("queueing.maxWaiting", maxWaiting, 0, 1000000);
            Settings.checkPositive("queueing.longest", longest);
            Settings.checkPositive("queueing.sticky", sticky);
        }
    }

    private Queueing(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default settings
     */
    public static Queueing defaults() {
        return DEFAULTS;
    }

    /**
     * The most requests that wait. Default 256: another one is refused at once with {@link
     * org.gateway4j.BackendBusyException}.
     *
     * @return 0 or more
     */
    public int maxWaiting() {
        return values.maxWaiting;
    }

    /**
     * The longest wait. Default 10 s: after that time the request is refused.
     *
     * @return a positive time
     */
    public Duration longest() {
        return values.longest;
    }

    /**
     * The longest wait for the member that holds the session of a request. After that time another member may take the
     * request, unless {@link Affinity#isForced}. Default 10 s, as long as {@link #longest}: the request never goes
     * elsewhere while its member is well.
     *
     * @return a positive time
     */
    public Duration sticky() {
        return values.sticky;
    }

    /**
     * These settings with another {@link #maxWaiting}.
     *
     * @param value the new value, 0 to 1,000,000
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Queueing withMaxWaiting(int value) {
        return new Queueing(new Values(value, longest(), sticky()));
    }

    /**
     * These settings with another {@link #longest}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Queueing withLongest(Duration value) {
        return new Queueing(new Values(maxWaiting(), value, sticky()));
    }

    /**
     * These settings with another {@link #sticky}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Queueing withSticky(Duration value) {
        return new Queueing(new Values(maxWaiting(), longest(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Queueing that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Queueing");
    }
}
