package org.gateway4j.balancer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the probes of members run ({@link MemberSpec#withProbe}). A busy healthy member is not probed, because its
 * requests tell enough. Immutable; safe for use by any number of threads.
 */
public final class Probing {

    private static final Probing DEFAULTS = new Probing(new Values(Duration.ofSeconds(5), 1, 2));

    private final Values values;

    private record Values(Duration interval, int rise, int fall) {

        Values {
            Settings.checkPositive("probing.interval", interval);
            Settings.checkWithin("probing.rise", rise, 1, 100);
            Settings.checkWithin("probing.fall", fall, 1, 100);
        }
    }

    private Probing(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default settings
     */
    public static Probing defaults() {
        return DEFAULTS;
    }

    /**
     * The time between two probes of a member, which varies by a fifth. A member that stays ejected is probed less and
     * less often, down to once a minute. Default 5 s.
     *
     * @return a positive time
     */
    public Duration interval() {
        return values.interval;
    }

    /**
     * The successful probes in a row that end an ejection. Default 1.
     *
     * @return a positive number
     */
    public int rise() {
        return values.rise;
    }

    /**
     * The failed probes in a row that eject a member. Default 2.
     *
     * @return a positive number
     */
    public int fall() {
        return values.fall;
    }

    /**
     * These settings with another {@link #interval}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Probing withInterval(Duration value) {
        return new Probing(new Values(value, rise(), fall()));
    }

    /**
     * These settings with another {@link #rise}.
     *
     * @param value the new value, 1 to 100
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Probing withRise(int value) {
        return new Probing(new Values(interval(), value, fall()));
    }

    /**
     * These settings with another {@link #fall}.
     *
     * @param value the new value, 1 to 100
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Probing withFall(int value) {
        return new Probing(new Values(interval(), rise(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Probing that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Probing");
    }
}
