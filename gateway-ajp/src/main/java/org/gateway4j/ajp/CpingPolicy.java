package org.gateway4j.ajp;

import java.time.Duration;
import org.gateway4j.Timeouts;

/**
 * When a container is asked, with CPING, whether it still serves a connection. It has {@link Timeouts#connect} to answer; a
 * connection without a right answer is closed. CPING needs no secret, so that its answer says nothing about that.
 *
 * @param afterIdle how long a connection must have been unused to be asked before it is used again. Default 1 s: after less
 *     than that a look at the socket tells enough; {@link Timeouts#NEVER} switches it off
 * @param onConnect whether each new connection is asked before it is used. Default false: it costs a round trip, and finds
 *     only containers that accept connections but serve none
 */
public record CpingPolicy(Duration afterIdle, boolean onConnect) {

    private static final CpingPolicy DEFAULTS = new CpingPolicy(Duration.ofSeconds(1), false);

    /**
     * Checks the components.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public CpingPolicy {
        if (afterIdle.isNegative()) {
            throw new IllegalArgumentException("cping.afterIdle is " + afterIdle + "; it must not be negative");
        }
    }

    /**
     * The defaults named at each component.
     *
     * @return the default policy
     */
    public static CpingPolicy defaults() {
        return DEFAULTS;
    }

    /**
     * This policy with another {@link #afterIdle}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public CpingPolicy withAfterIdle(Duration value) {
        return new CpingPolicy(value, onConnect);
    }

    /**
     * This policy with another {@link #onConnect}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public CpingPolicy withOnConnect(boolean value) {
        return new CpingPolicy(afterIdle, value);
    }
}
