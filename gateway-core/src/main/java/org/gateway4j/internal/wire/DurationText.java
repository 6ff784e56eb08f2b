package org.gateway4j.internal.wire;

import java.time.Duration;

/** Durations as messages show them. */
public final class DurationText {

    private DurationText() {}

    /** A duration in its largest whole unit: {@code 500 ms}, {@code 30 s}, {@code 5 min}, {@code 1 h}. */
    public static String of(Duration duration) {
        if (duration.toMillisPart() != 0 || duration.toSeconds() == 0) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
