package org.gateway4j.internal.wire;

import java.time.Duration;

/** Points in time as {@link System#nanoTime} gives them, with one value that never comes. */
public final class Nanos {

    /** A deadline that never passes. */
    public static final long NEVER = Long.MAX_VALUE;

    private Nanos() {}

    /** The length of a duration, or {@link #NEVER} where a long cannot hold it. */
    public static long of(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return NEVER;
        }
    }

    /** The deadline that lies so many nanoseconds after a point in time. */
    public static long after(long now, long nanos) {
        long at = now + nanos;
        return nanos == NEVER || at == NEVER ? NEVER : at;
    }

    /** Whether a deadline has passed. */
    public static boolean passed(long deadline, long now) {
        return deadline != NEVER && deadline - now <= 0;
    }

    /** The earlier of two deadlines. */
    public static long earlier(long a, long b) {
        if (a == NEVER) {
            return b;
        }
        return b == NEVER || a - b <= 0 ? a : b;
    }

    /** The time that is left, at least 0, or {@link #NEVER}. */
    public static long left(long deadline, long now) {
        return deadline == NEVER ? NEVER : Math.max(0, deadline - now);
    }
}
