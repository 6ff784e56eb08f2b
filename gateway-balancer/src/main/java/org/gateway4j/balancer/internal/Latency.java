package org.gateway4j.balancer.internal;

/**
 * The time that a member needs to answer: a peak counts at once and fades slowly. Without samples the value moves to the mean of
 * all members, so that a member that was slow is tried again. Safe for use by several threads.
 */
final class Latency {

    private final double decayNanos;
    private volatile double nanos;
    private volatile long at;

    Latency(long decayNanos) {
        this.decayNanos = decayNanos;
    }

    /** The value now; the mean before the first sample. */
    double read(long now, double mean) {
        double last = nanos;
        if (last == 0) {
            return mean;
        }
        return mean + (last - mean) * fading(now - at);
    }

    /** Nearly e to the power of -time/decay, but faster. */
    private double fading(long time) {
        if (time <= 0) {
            return 1;
        }
        double x = time / decayNanos;
        return 1 / (1 + x * (1 + x * (0.5 + x / 6)));
    }

    synchronized void observe(double sample, long now, double mean) {
        double before = read(now, mean);
        double next = sample > before || nanos == 0 ? sample : sample + (before - sample) * fading(now - at);
        at = now;
        nanos = Math.max(1, next);
    }
}
