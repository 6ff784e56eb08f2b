package org.gateway4j.internal.exchange;

import org.gateway4j.Timeouts;
import org.gateway4j.internal.wire.Nanos;

/** {@link Timeouts} in nanoseconds, converted once. */
public record TimeoutNanos(long connect, long acquire, long write, long head, long read, long exchange) {

    /** No timeouts at all. */
    static final TimeoutNanos NONE =
            new TimeoutNanos(Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER);

    static TimeoutNanos of(Timeouts timeouts) {
        return new TimeoutNanos(
                Nanos.of(timeouts.connect()),
                Nanos.of(timeouts.acquire()),
                Nanos.of(timeouts.write()),
                Nanos.of(timeouts.head()),
                Nanos.of(timeouts.read()),
                Nanos.of(timeouts.exchange()));
    }
}
