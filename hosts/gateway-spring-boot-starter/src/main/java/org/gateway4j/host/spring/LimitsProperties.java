package org.gateway4j.host.spring;

import org.gateway4j.Limits;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of an exchange.
 *
 * @param requestHead the largest size of an encoded request head
 * @param requestHeaders the largest number of header fields of a request
 * @param responseHead the largest size of a response head
 * @param responseHeaders the largest number of header fields of a response
 * @param stderr how much error output of a request reaches the log
 * @param stderrLinesPerSecond how many lines of error output reach the log in a second
 */
record LimitsProperties(
        @Nullable DataSize requestHead,
        @Nullable Integer requestHeaders,
        @Nullable DataSize responseHead,
        @Nullable Integer responseHeaders,
        @Nullable DataSize stderr,
        @Nullable Integer stderrLinesPerSecond)
        implements Property.Group<Limits> {

    @Override
    public Limits change(Limits given, Property at) {
        return at.change(given)
                .by("request-head", requestHead, (limits, size) -> limits.withRequestHead(bytes(size)))
                .by("request-headers", requestHeaders, Limits::withRequestHeaders)
                .by("response-head", responseHead, (limits, size) -> limits.withResponseHead(bytes(size)))
                .by("response-headers", responseHeaders, Limits::withResponseHeaders)
                .by("stderr", stderr, (limits, size) -> limits.withStderrBytes(bytes(size)))
                .by("stderr-lines-per-second", stderrLinesPerSecond, Limits::withStderrLinesPerSecond)
                .result();
    }

    /** A size that must be an int. */
    static int bytes(DataSize size) {
        if (size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("it must be less than 2GB");
        }
        return (int) size.toBytes();
    }
}
