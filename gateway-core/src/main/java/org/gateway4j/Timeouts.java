package org.gateway4j;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Deadlines of one exchange. All are on by default; {@link #NEVER} switches one off. They are kept to within 100 ms. Immutable;
 * safe for use by any number of threads.
 *
 * <p>Each restarts only with the progress that it is named after. Error output, records without content, padding and requests
 * for input that no input follows restart none. While a streamed request body waits for the client, only {@link #exchange}
 * runs.
 */
public final class Timeouts {

    /** No deadline. */
    public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Timeouts DEFAULTS = new Timeouts(new Values(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Duration.ofSeconds(60)));

    private final Values values;

    private record Values(
            Duration connect,
            Duration acquire,
            Duration write,
            Duration head,
            Duration read,
            Duration exchange,
            Duration requestBody) {

        Values {
            checkPositive("connect", connect);
            checkPositive("acquire", acquire);
            checkPositive("write", write);
            checkPositive("head", head);
            checkPositive("read", read);
            checkPositive("exchange", exchange);
            checkPositive("requestBody", requestBody);
        }

        private static void checkPositive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(
                        "timeouts." + name + " is " + value + "; it must be positive (Timeouts.NEVER switches it off)");
            }
        }
    }

    private Timeouts(Values values) {
        this.values = values;
    }

    /**
     * The default of each property.
     *
     * @return the default deadlines
     */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /**
     * The same time for every deadline. {@code of(NEVER)} switches all of them off.
     *
     * @param each the time, positive
     * @return deadlines of that time
     * @throws IllegalArgumentException if it is not
     */
    public static Timeouts of(Duration each) {
        return new Timeouts(new Values(each, each, each, each, each, each, each));
    }

    /**
     * Longest time to establish a connection. Default 5 s: a dead host costs each of its callers 5 s.
     *
     * <p>Passing it is a {@link BackendTimeoutException}, or a {@link BackendBusyException} where the listen queue was
     * full. If a host has several addresses and none answers, one that is silent is enough for that.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration connect() {
        return values.connect;
    }

    /**
     * Longest time to wait for a free connection when all are in use. Default 10 s, then {@link BackendBusyException}.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration acquire() {
        return values.acquire;
    }

    /**
     * Longest time in which an application that has not answered yet takes no byte of the request. Default 60 s: an
     * application that stops reading its input is given up after that.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration write() {
        return values.write;
    }

    /**
     * Longest time from the last byte sent of the request to the whole response head. Default 60 s: scripts that
     * compute longer need more. An application that asks for its input piece by piece (AJP13) has this time after each
     * piece.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration head() {
        return values.head;
    }

    /**
     * Longest time in which the host waits for the response's body and no byte moves: none of it arrives, and the
     * application takes none of the request's body. Default 60 s: an application that is silent for longer within its
     * response is given up. Time in which the host does not read does not count.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration read() {
        return values.read;
    }

    /**
     * Longest time from the check of the request to the end of the response. It includes reading the body ahead and
     * waiting for a connection. Default 1 h: a backstop; streams that live longer need more. Unlike the others it also
     * runs while the host is slow.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration exchange() {
        return values.exchange;
    }

    /**
     * Longest time without a byte while a request's body is read ahead or spooled. Default 60 s: a dispatch whose
     * client is silent for longer fails with {@link RequestBodyException}, status 408.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration requestBody() {
        return values.requestBody;
    }

    /**
     * These deadlines with another {@link #connect}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Timeouts withConnect(Duration value) {
        return new Timeouts(new Values(value, acquire(), write(), head(), read(), exchange(), requestBody()));
    }

    /**
     * These deadlines with another {@link #acquire}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Timeouts withAcquire(Duration value) {
        return new Timeouts(new Values(connect(), value, write(), head(), read(), exchange(), requestBody()));
    }

    /**
     * These deadlines with another {@link #write}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Timeouts withWrite(Duration value) {
        return new Timeouts(new Values(connect(), acquire(), value, head(), read(), exchange(), requestBody()));
    }

    /**
     * These deadlines with another {@link #head}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Timeouts withHead(Duration value) {
        return new Timeouts(new Values(connect(), acquire(), write(), value, read(), exchange(), requestBody()));
    }

    /**
     * These deadlines with another {@link #read}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Timeouts withRead(Duration value) {
        return new Timeouts(new Values(connect(), acquire(), write(), head(), value, exchange(), requestBody()));
    }

    /**
     * These deadlines with another {@link #exchange}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Timeouts withExchange(Duration value) {
        return new Timeouts(new Values(connect(), acquire(), write(), head(), read(), value, requestBody()));
    }

    /**
     * These deadlines with another {@link #requestBody}.
     *
     * @param value the new value, positive
     * @return a changed copy
     * @throws IllegalArgumentException if it is not
     */
    public Timeouts withRequestBody(Duration value) {
        return new Timeouts(new Values(connect(), acquire(), write(), head(), read(), exchange(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timeouts that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "Timeouts");
    }
}
