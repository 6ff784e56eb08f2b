package org.gateway4j.host.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates in the form of RFC 9110 section 5.6.7. Safe for use by several threads. */
public final class HttpDate {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private static volatile Second current = new Second(0, "");

    private record Second(long number, String text) {}

    private HttpDate() {}

    /** The text of a time. */
    public static String of(Instant time) {
        return FORMAT.format(time);
    }

    /** The text of the present time, which is formatted once a second. */
    public static String now() {
        Instant now = Instant.now();
        Second known = current;
        if (known.number != now.getEpochSecond()) {
            known = new Second(now.getEpochSecond(), of(now));
            current = known;
        }
        return known.text;
    }
}
