package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * Bounds on requests and responses, so that neither a client nor an application can exhaust the host. Immutable; safe
 * for use by any number of threads.
 */
public final class Limits {

    private static final Limits DEFAULTS = new Limits(new Values(256 * 1024, 500, 128 * 1024, 500, 64 * 1024, 100));

    private final Values values;

    private record Values(
            int requestHead,
            int requestHeaders,
            int responseHead,
            int responseHeaders,
            int stderrBytes,
            int stderrLinesPerSecond) {

        Values {
            checkAtLeast("requestHead", requestHead, 1024);
            checkAtLeast("requestHeaders", requestHeaders, 1);
            checkAtLeast("responseHead", responseHead, 1024);
            checkAtLeast("responseHeaders", responseHeaders, 1);
            checkAtLeast("stderrBytes", stderrBytes, 0);
            checkAtLeast("stderrLinesPerSecond", stderrLinesPerSecond, 0);
        }

        private static void checkAtLeast(String name, int value, int least) {
            if (value < least) {
                throw new IllegalArgumentException(
                        "limits." + name + " is " + value + "; it must be at least " + least);
            }
        }
    }

    private Limits(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default limits
     */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /**
     * The largest size of an encoded request head, in bytes, including its variables. Default 256 KiB. A larger request
     * is refused with 431.
     *
     * @return a number of bytes, at least 1024
     */
    public int requestHead() {
        return values.requestHead;
    }

    /**
     * The largest number of header fields of a request. Default 500. A request with more fields is refused with 431.
     *
     * @return a number of fields, at least 1
     */
    public int requestHeaders() {
        return values.requestHeaders;
    }

    /**
     * The largest size of a response head, in bytes. Default 128 KiB. A response with a larger head fails with
     * {@link BackendFailureException}, 502.
     *
     * @return a number of bytes, at least 1024
     */
    public int responseHead() {
        return values.responseHead;
    }

    /**
     * The largest number of header fields of a response. Default 500. A response with more fields fails with
     * {@link BackendFailureException}, 502.
     *
     * @return a number of fields, at least 1
     */
    public int responseHeaders() {
        return values.responseHeaders;
    }

    /**
     * The number of bytes of error output that reach the log and the listener, for each request. Default 64 KiB. The
     * rest is read, counted and dropped. Failures still quote the end of the error output. With 0 nothing is logged or
     * quoted.
     *
     * @return a number of bytes, at least 0
     */
    public int stderrBytes() {
        return values.stderrBytes;
    }

    /**
     * The number of lines of error output that reach the log in a second, for all requests of the gateway together.
     * Default 100. The log says how many lines were left out. The listener gets all lines.
     *
     * @return a number of lines, at least 0
     */
    public int stderrLinesPerSecond() {
        return values.stderrLinesPerSecond;
    }

    /**
     * These limits with another {@link #requestHead}.
     *
     * @param value the new value, at least 1024
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Limits withRequestHead(int value) {
        return new Limits(new Values(
                value, requestHeaders(), responseHead(), responseHeaders(), stderrBytes(), stderrLinesPerSecond()));
    }

    /**
     * These limits with another {@link #requestHeaders}.
     *
     * @param value the new value, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Limits withRequestHeaders(int value) {
        return new Limits(new Values(
                requestHead(), value, responseHead(), responseHeaders(), stderrBytes(), stderrLinesPerSecond()));
    }

    /**
     * These limits with another {@link #responseHead}.
     *
     * @param value the new value, at least 1024
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Limits withResponseHead(int value) {
        return new Limits(new Values(
                requestHead(), requestHeaders(), value, responseHeaders(), stderrBytes(), stderrLinesPerSecond()));
    }

    /**
     * These limits with another {@link #responseHeaders}.
     *
     * @param value the new value, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Limits withResponseHeaders(int value) {
        return new Limits(new Values(
                requestHead(), requestHeaders(), responseHead(), value, stderrBytes(), stderrLinesPerSecond()));
    }

    /**
     * These limits with another {@link #stderrBytes}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Limits withStderrBytes(int value) {
        return new Limits(new Values(
                requestHead(), requestHeaders(), responseHead(), responseHeaders(), value, stderrLinesPerSecond()));
    }

    /**
     * These limits with another {@link #stderrLinesPerSecond}.
     *
     * @param value the new value, at least 0
     * @return a changed copy
     * @throws IllegalArgumentException if it is less
     */
    public Limits withStderrLinesPerSecond(int value) {
        return new Limits(
                new Values(requestHead(), requestHeaders(), responseHead(), responseHeaders(), stderrBytes(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Limits that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Limits");
    }
}
