package org.gateway4j;

/**
 * Bounds on what is sent and accepted, so that neither a client nor an application can exhaust the host.
 *
 * @param requestHead most bytes of an encoded request head, its variables included. Default 256 KiB; a larger request is
 *     refused with 431
 * @param requestHeaders most header fields of a request. Default 500; more are refused with 431
 * @param responseHead most bytes of a response head. Default 128 KiB; a larger one is a failure of the application, 502
 * @param responseHeaders most header fields of a response. Default 500; more are a failure of the application, 502
 * @param stderr most bytes of an application's error output per request that reach the log and the listener. Default
 *     64 KiB; the rest is read, counted and dropped, but failures quote the end of it. With 0 they do not
 * @param stderrLines most lines per second of an application's error output that reach the log. Default 100; how many
 *     were left out is logged. The listener gets all
 */
public record Limits(
        int requestHead, int requestHeaders, int responseHead, int responseHeaders, int stderr, int stderrLines) {

    private static final Limits DEFAULTS = new Limits(256 * 1024, 500, 128 * 1024, 500, 64 * 1024, 100);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Limits {
        checkAtLeast("requestHead", requestHead, 1024);
        checkAtLeast("requestHeaders", requestHeaders, 1);
        checkAtLeast("responseHead", responseHead, 1024);
        checkAtLeast("responseHeaders", responseHeaders, 1);
        checkAtLeast("stderr", stderr, 0);
        checkAtLeast("stderrLines", stderrLines, 0);
    }

    private static void checkAtLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("limits." + name + " is " + value + "; it must be at least " + least);
        }
    }

    /**
     * The defaults named at each component.
     *
     * @return the default limits
     */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /**
     * These limits with another {@link #requestHead}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Limits withRequestHead(int value) {
        return new Limits(value, requestHeaders, responseHead, responseHeaders, stderr, stderrLines);
    }

    /**
     * These limits with another {@link #requestHeaders}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Limits withRequestHeaders(int value) {
        return new Limits(requestHead, value, responseHead, responseHeaders, stderr, stderrLines);
    }

    /**
     * These limits with another {@link #responseHead}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Limits withResponseHead(int value) {
        return new Limits(requestHead, requestHeaders, value, responseHeaders, stderr, stderrLines);
    }

    /**
     * These limits with another {@link #responseHeaders}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Limits withResponseHeaders(int value) {
        return new Limits(requestHead, requestHeaders, responseHead, value, stderr, stderrLines);
    }

    /**
     * These limits with another {@link #stderr}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Limits withStderr(int value) {
        return new Limits(requestHead, requestHeaders, responseHead, responseHeaders, value, stderrLines);
    }

    /**
     * These limits with another {@link #stderrLines}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public Limits withStderrLines(int value) {
        return new Limits(requestHead, requestHeaders, responseHead, responseHeaders, stderr, value);
    }
}
