package org.gateway4j.balancer.internal;

import org.gateway4j.balancer.SlowStart;

/** The share of its weight and capacity that a member has while it starts slowly. Immutable. */
final class Ramp {

    private final double windowNanos;
    private final double least;
    private final double exponent;

    Ramp(SlowStart settings) {
        windowNanos = Nanos.of(settings.window());
        least = settings.least();
        exponent = 1 / settings.aggression();
    }

    boolean isNone() {
        return windowNanos == 0;
    }

    /** The share after some time, up to 1. */
    double share(long nanos) {
        if (nanos >= windowNanos) {
            return 1;
        }
        return Math.max(least, Math.pow(Math.max(0, nanos) / windowNanos, exponent));
    }
}
