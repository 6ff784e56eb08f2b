package org.gateway4j.internal.exchange;

import java.time.Duration;
import org.gateway4j.internal.wire.Nanos;

/**
 * When to ask whether the other side is alive, where the protocol has a question for that.
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
