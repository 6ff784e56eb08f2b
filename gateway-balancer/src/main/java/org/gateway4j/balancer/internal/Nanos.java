package org.gateway4j.balancer.internal;

import java.time.Duration;

/** Times in nanoseconds, as {@link System#nanoTime} has them. */
final class Nanos {

    static final long SECOND = 1_000_000_000;
    static final long MILLI = 1_000_000;

    /** Longer than any balancer lives, and far from overflow. */
    static final long NEVER = Long.MAX_VALUE / 4;

    private Nanos() {}

    static long of(Duration duration) {
        return duration.toSeconds() >= NEVER / SECOND ? NEVER : duration.toNanos();
    }
}
