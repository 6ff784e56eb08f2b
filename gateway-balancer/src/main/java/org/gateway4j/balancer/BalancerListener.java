package org.gateway4j.balancer;

import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;

/**
 * Hears of every change in a balancer, and of the way of its requests. Every method does nothing unless it is overridden.
 * Methods must be fast, must not block and must not throw; what they throw is logged and otherwise ignored. Changes of one member
 * are told in their order. What a member's gateway does, its own {@link org.gateway4j.GatewayListener} hears.
 */
public interface BalancerListener {

    /** How a request found its member. */
    enum Routing {
        /** It belongs to no session, or names a route that no member has. */
        FREE,
        /** Its member holds its session. */
        STICKY,
        /** The member that holds its session could not serve it, and another one does. */
        FAILED_OVER
    }

    /**
     * A member was added.
     *
     * @param member the member
     */
    default void memberAdded(Member member) {}

    /**
     * The host changed the state of a member.
     *
     * @param member the member
     * @param from the state before
     * @param to the state from now on
     */
    default void stateChanged(Member member, Member.State from, Member.State to) {}

    /**
     * The balancer found out that the health of a member has changed.
     *
     * @param member the member
     * @param from the health before
     * @param to the health from now on
     * @param reason why, for people
     */
    default void healthChanged(Member member, Member.Health from, Member.Health to, String reason) {}

    /**
     * The gateway of a removed member was closed.
     *
     * @param member the member
     */
    default void memberClosed(Member member) {}

    /**
     * So few members are healthy that suspect ones are used too ({@link Ejection#panicBelow}), or that is over.
     *
     * @param active whether it has begun
     */
    default void panicChanged(boolean active) {}

    /**
     * A request has a member, and is about to be sent to it.
     *
     * @param request the request as the host dispatched it
     * @param member the member
     * @param attempt 1 for the first attempt
     * @param routing how it was found
     */
    default void attemptStarted(GatewayRequest request, Member member, int attempt, Routing routing) {}

    /**
     * An attempt failed before there was a response for the host.
     *
     * @param request the request as the host dispatched it
     * @param member the member
     * @param failure why
     * @param retried whether another attempt follows
     */
    default void attemptFailed(GatewayRequest request, Member member, GatewayException failure, boolean retried) {}

    /**
     * A request waits in the shared queue.
     *
     * @param request the request as the host dispatched it
     */
    default void queued(GatewayRequest request) {}

    /**
     * A request that could be sent again is not, because the budget of {@link Retries} is used up.
     *
     * @param request the request as the host dispatched it
     */
    default void retryDenied(GatewayRequest request) {}

    /**
     * The source of the members could not be read. The members stay as they are.
     *
     * @param failure why
     */
    default void sourceFailed(Exception failure) {}
}
