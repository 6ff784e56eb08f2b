package org.gateway4j.examples.options;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.Timeouts;

/** Durations as they are written in options: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code off}. */
final class Durations {

    static final String FORMAT = "must be a duration greater than zero such as 500ms, 30s, 5m or 2h, or off";

    /** Nine digits: enough for thirty years in seconds, and too few to overflow. */
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Durations() {}

    static Optional<Duration> parse(String text) {
        if (text.equals("off")) {
            return Optional.of(Timeouts.NEVER);
        }
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(of(Long.parseLong(parts.group(1)), parts.group(2)))
                        .filter(duration -> !duration.isZero())
                : Optional.empty();
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
