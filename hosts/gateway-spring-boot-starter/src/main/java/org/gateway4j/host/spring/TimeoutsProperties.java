package org.gateway4j.host.spring;

import java.time.Duration;
import java.util.function.BiFunction;
import org.gateway4j.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of an exchange: times such as 30s, or off.
 *
 * @param connect the longest time to establish a connection
 * @param acquire the longest time to wait for a free connection
 * @param write the longest time in which an application takes no byte of the request
 * @param head the longest time from the last byte of the request to the response head
 * @param read the longest time without a byte of the response
 * @param exchange the longest time of the whole exchange
 * @param requestBody the longest time without a byte from the client while its body is read ahead
 */
record TimeoutsProperties(
        @Nullable Deadline connect,
        @Nullable Deadline acquire,
        @Nullable Deadline write,
        @Nullable Deadline head,
        @Nullable Deadline read,
        @Nullable Deadline exchange,
        @Nullable Deadline requestBody)
        implements Property.Group<Timeouts> {

    @Override
    public Timeouts change(Timeouts given, Property at) {
        return at.change(given)
                .by("connect", connect, by(Timeouts::withConnect))
                .by("acquire", acquire, by(Timeouts::withAcquire))
                .by("write", write, by(Timeouts::withWrite))
                .by("head", head, by(Timeouts::withHead))
                .by("read", read, by(Timeouts::withRead))
                .by("exchange", exchange, by(Timeouts::withExchange))
                .by("request-body", requestBody, by(Timeouts::withRequestBody))
                .result();
    }

    private static BiFunction<Timeouts, Deadline, Timeouts> by(BiFunction<Timeouts, Duration, Timeouts> change) {
        return (given, deadline) -> change.apply(given, deadline.time());
    }
}
