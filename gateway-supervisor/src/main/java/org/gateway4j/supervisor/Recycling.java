package org.gateway4j.supervisor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a process that is well is replaced by a new one, against leaks. The old process serves until the new one is ready. Limits
 * are looked at once a second. Immutable; safe for use by any number of threads.
 */
public final class Recycling {

    private static final Recycling NONE = new Recycling(new Values(0, Duration.ZERO, 0));

    private final Values values;

    private record Values(long requests, Duration age, long memory) {

        Values {
            Settings.checkWithin("recycling.requests", requests, 0, Long.MAX_VALUE);
            Settings.checkNotNegative("recycling.age", age);
            Settings.checkWithin("recycling.memory", memory, 0, Long.MAX_VALUE);
        }
    }

    private Recycling(Values values) {
        this.values = values;
    }

    /**
     * No limit: the default.
     *
     * @return settings without a limit
     */
    public static Recycling none() {
        return NONE;
    }

    /**
     * The requests after which a process is replaced. Each process has a limit of its own, up to a tenth more or less, so that they
     * are not all replaced at once. Default 0: no limit.
     *
     * @return a number of requests, or 0
     */
    public long requests() {
        return values.requests;
    }

    /**
     * The time after which a process is replaced, up to a tenth more or less. Default 0: no limit.
     *
     * @return a time, or 0
     */
    public Duration age() {
        return values.age;
    }

    /**
     * The memory in bytes at which a process is replaced: the resident anonymous memory of the process and its children
     * together ({@code RssAnon} in {@code /proc}, on Linux only). Memory that they share is not counted. Default 0: no limit.
     *
     * @return a number of bytes, or 0
     */
    public long memory() {
        return values.memory;
    }

    /**
     * These settings with another {@link #requests}.
     *
     * @param value the new value, 0 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Recycling withRequests(long value) {
        return new Recycling(new Values(value, age(), memory()));
    }

    /**
     * These settings with another {@link #age}.
     *
     * @param value the new value, not negative
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Recycling withAge(Duration value) {
        return new Recycling(new Values(requests(), value, memory()));
    }

    /**
     * These settings with another {@link #memory}.
     *
     * @param value the new value in bytes, 0 or more
     * @return a changed copy
     * @throws IllegalArgumentException if it is negative
     */
    public Recycling withMemory(long value) {
        return new Recycling(new Values(requests(), age(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Recycling that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Recycling");
    }
}
