package org.gateway4j.internal.exchange;

import java.time.Duration;
import org.gateway4j.internal.wire.Nanos;

/**
 * When to ping the other side, if the protocol has a ping.
 *
 * @param afterIdle the idle time, in nanoseconds, after which a connection is asked before it serves again
 * @param onConnect whether a new connection is asked before it serves at all
 */
public record PingPolicy(long afterIdle, boolean onConnect) {

    /** Never. */
    public static final PingPolicy NEVER = new PingPolicy(Long.MAX_VALUE, false);

    /** After an idle time, and on new connections if wanted. */
    public static PingPolicy of(Duration afterIdle, boolean onConnect) {
        return new PingPolicy(Nanos.of(afterIdle), onConnect);
    }
}
