package org.gateway4j;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one exchange. All of them are on by default; {@link #NEVER} switches one off. A deadline takes
 * effect at most 100 ms late and never early. Immutable; safe for use by any number of threads.
 *
 * <p>Only the progress that a deadline is named after restarts it. Error output, records without content, padding, and
 * requests for input that get no input restart no deadline. While a streamed request body waits for the client, only
 * {@link #exchange} runs.
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
     * The longest time to establish a connection, including the name look-up and all addresses of a host. Default 5 s:
     * an unreachable host costs each of its callers 5 s.
     *
     * <p>After that time the dispatch fails with {@link BackendTimeoutException}, or with {@link BackendBusyException}
     * if the listen queue was full. If a host has several addresses and none accepts, one silent address is enough for
     * that failure.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration connect() {
        return values.connect;
    }

    /**
     * The longest time to wait for a free connection when all are in use. Default 10 s. After that time the dispatch
     * fails with {@link BackendBusyException}.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration acquire() {
        return values.acquire;
    }

    /**
     * The longest time in which an application that has not answered takes no byte of the request. Default 60 s: the
     * gateway gives up an application that stops reading its input for longer.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration write() {
        return values.write;
    }

    /**
     * The longest time from the last byte of the request to the complete response head. Default 60 s: scripts that
     * compute for longer need more. An application that asks for its input piece by piece (AJP13) has this time after
     * each piece.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration head() {
        return values.head;
    }

    /**
     * The longest time in which the host waits for the response's body and no byte moves: no byte of the response
     * arrives, and the application takes no byte of the request's body. Default 60 s: the gateway gives up an
     * application that is silent for longer within its response. Time in which the host does not read does not count.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration read() {
        return values.read;
    }

    /**
     * The longest time from the check of the request to the end of the response. It includes reading the body ahead and
     * waiting for a connection. Default 1 h, as a last resort: streams that live longer need more. Unlike the other
     * deadlines, it also runs while the host does not read.
     *
     * @return a positive time, or {@link #NEVER}
     */
    public Duration exchange() {
        return values.exchange;
    }

    /**
     * The longest time without a byte from the client while a request's body is read ahead or spooled. Default 60 s: a
     * dispatch whose client is silent for longer fails with {@link RequestBodyException}, status 408.
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
