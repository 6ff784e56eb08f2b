package org.gateway4j.examples.options;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as they are written in options: {@code 65536}, {@code 64k}, {@code 512m}, {@code 2g}. */
final class Bytes {

    static final String FORMAT = "must be a number of bytes such as 65536, 64k, 512m or 2g";

    /** Nine digits: enough for any file in gigabytes, and too few to overflow. */
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([kmg]?)");

    private Bytes() {}

    static Optional<Long> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(Long.parseLong(parts.group(1)) << shift(parts.group(2)))
                : Optional.empty();
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "k" -> 10;
            case "m" -> 20;
            case "g" -> 30;
            default -> 0;
        };
    }
}
