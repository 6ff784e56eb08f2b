package org.gateway4j.balancer.internal;

import org.gateway4j.BackendBusyException;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, as far as the health of its member is concerned.
 *
 * @param kind what it says of the member
 * @param reason for people
 */
record Outcome(Kind kind, String reason) {

    enum Kind {
        /** The member answered. */
        SUCCESS,
        /** It says nothing: the client left, or the request was refused. */
        NEUTRAL,
        /** The member has no capacity now, which is no sickness. */
        FULL,
        /** The member could not be connected to. */
        UNREACHABLE,
        /** The member is to blame for something else. */
        FAILURE
    }

    static final Outcome SUCCESS = new Outcome(Kind.SUCCESS, "a request succeeded");
    static final Outcome NEUTRAL = new Outcome(Kind.NEUTRAL, "a request was given up");

    /** What a failure says. */
    static Outcome of(@Nullable GatewayException failure) {
        if (failure == null) {
            return SUCCESS;
        }
        if (failure instanceof BackendBusyException && failure.phase().compareTo(Phase.ACQUIRE) >= 0) {
            return new Outcome(Kind.FULL, text(failure));
        }
        if (!failure.blamesBackend() || failure.phase() == Phase.CHECK) {
            return NEUTRAL;
        }
        return new Outcome(failure.phase() == Phase.CONNECT ? Kind.UNREACHABLE : Kind.FAILURE, text(failure));
    }

    /** A response with a status that counts as a failure. */
    static Outcome ofStatus(int status) {
        return new Outcome(Kind.FAILURE, "status " + status);
    }

    private static String text(GatewayException failure) {
        return String.valueOf(failure.getMessage());
    }

    boolean isFailure() {
        return kind != Kind.SUCCESS;
    }

    boolean blames() {
        return kind == Kind.UNREACHABLE || kind == Kind.FAILURE;
    }
}
