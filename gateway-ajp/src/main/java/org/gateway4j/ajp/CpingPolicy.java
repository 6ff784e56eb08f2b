package org.gateway4j.ajp;

import java.time.Duration;
import org.gateway4j.Timeouts;

/**
 * When a container is asked, with CPING, whether it still serves a connection. It has {@link Timeouts#connect} to answer; a
 * connection without a right answer is closed. CPING needs no secret, so that its answer says nothing about that.
 *
 * <h2>Answers that come late</h2>
 *
 * <p>AJP13 does not say which request an answer is for. A faulty container that goes on sending after the end of a response can
 * thus give the next request on that connection another request's answer. Each connection is looked at before it is used again:
 * that finds bytes that have arrived, but not those still on their way.
 *
 * <p>Measured with 1,000 requests without a pause, GET and POST alike, every fourth of which was answered twice, the second time
 * up to 1 ms late. Under the default policy 350 to 530 requests got another answer than their own. With {@code afterIdle} zero
 * none did, because the late answer came before that to CPING. If another thread of the container sent the late answer, it was
 * 120 to 145 requests under the default policy and 22 to 25 with zero: CPING cannot help if the late answer comes after its own.
 *
 * @param afterIdle how long a connection must have been unused to be asked before it is used again. Default 1 s: after less
 *     than that a look at the socket is enough for a container without faults. Zero asks before each request, which costs a
 *     round trip each time; {@link Timeouts#NEVER} switches it off
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
