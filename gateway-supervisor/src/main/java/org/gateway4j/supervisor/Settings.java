package org.gateway4j.supervisor;

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

    static void checkWithin(String property, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    property + " is " + value + "; it must be within " + least + " to " + most);
        }
    }
}
