package org.gateway4j.balancer.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.GatewayException;

/**
 * The permit of a member that a response holds until its end. Safe for use by several threads: it is given back once.
 *
 * @param <G> the kind of gateway
 */
final class Held<G> {

    private final Fleet<G> fleet;
    private final FleetMember<G> member;
    private final Outcome outcome;
    private final AtomicBoolean over = new AtomicBoolean();

    /** A permit, and what the response has told of the member so far. */
    Held(Fleet<G> fleet, FleetMember<G> member, Outcome outcome) {
        this.fleet = fleet;
        this.member = member;
        this.outcome = outcome;
    }

    /** The response was read to its end, or closed. */
    void end() {
        end(outcome);
    }

    /** The response broke off. */
    void end(GatewayException failure) {
        end(Outcome.of(failure));
    }

    /** The host's own code has ended it. */
    void endNeutral() {
        end(Outcome.NEUTRAL);
    }

    private void end(Outcome last) {
        if (over.compareAndSet(false, true)) {
            fleet.ended(member, last);
            fleet.leave();
        }
    }
}
