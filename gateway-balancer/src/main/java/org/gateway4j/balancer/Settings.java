package org.gateway4j.balancer;

import java.time.Duration;

/** Checks settings; each message names the property, its value and its limit. */
final class Settings {

    private Settings() {}

    static void checkPositive(String property, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(property + " is " + value + "; it must be positive");
        }
    }

    static void checkNotNegative(String property, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(property + " is " + value + "; it must not be negative");
        }
    }

    static void checkWithin(String property, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    property + " is " + text(value) + "; it must be within " + text(least) + " to " + text(most));
        }
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
