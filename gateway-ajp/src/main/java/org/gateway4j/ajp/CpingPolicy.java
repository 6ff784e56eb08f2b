package org.gateway4j.ajp;

import java.time.Duration;
import org.gateway4j.Timeouts;

/**
 * When a container is asked, with CPING, whether it still serves a connection. It has {@link Timeouts#connect} to answer; a
 * connection without a right answer is closed. CPING needs no secret, so that its answer says nothing about that.
 *
 * <h2>Answers that come late</h2>
 *
 * <p>AJP13 does not say which request an answer is for. If a container has a fault and goes on sending after it has said that a
 * response has ended, the next request on that connection can get what belongs to the one before. Each connection is looked at
 * before it is used again, which shows what has arrived, but not what is still on its way. Measured with 1,000 requests without
 * a pause, every fourth of which was answered twice, the second time up to 1 ms late: 350 to 530 of them got another answer
 * than their own under the default policy, GET and POST alike. With {@code afterIdle} zero it was none, because the late answer
 * came before that to CPING. Where another thread of the container sent the late answer, it was 120 to 145 under the default
 * policy and 22 to 25 with zero: no question helps if such an answer comes after the one to CPING.
 *
 * @param afterIdle how long a connection must have been unused to be asked before it is used again. Default 1 s: after less
 *     than that a look at the socket tells enough of a container without faults. Zero asks always, which costs each request a
 *     round trip; {@link Timeouts#NEVER} switches it off
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
