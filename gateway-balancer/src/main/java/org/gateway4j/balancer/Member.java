package org.gateway4j.balancer;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A gateway among those of a balancer, with what the balancer knows of it. Its settings can change while it serves. Safe for
 * use by any number of threads.
 */
public interface Member {

    /** What the host wants of a member. */
    enum State {
        /** It takes every request. */
        ACTIVE,
        /** It takes only requests of sessions that it holds ({@link Affinity}). */
        DRAINING,
        /** It takes no new request. Those in flight run to their end. */
        STOPPED,
        /** It belongs to the balancer no more. Its gateway is closed when the last request has ended. */
        REMOVED
    }

    /** What the balancer has found out about a member. */
    enum Health {
        /** It has not answered yet. It takes requests. */
        UNKNOWN,
        /** It takes requests. */
        UP,
        /** It failed too often and is ejected for a while, but it can be connected to. */
        SUSPECT,
        /** It is ejected, and it could not be connected to. */
        UNREACHABLE,
        /** The time of its ejection is over. One request at a time, or a probe, decides what follows. */
        TRIAL
    }

    /**
     * The name.
     *
     * @return as in {@link MemberSpec#name}
     */
    String name();

    /**
     * The rank among the members.
     *
     * @return as in {@link MemberSpec#withTier}
     */
    int tier();

    /**
     * The route of the sessions that it holds.
     *
     * @return as in {@link MemberSpec#withRoute}
     */
    String route();

    /**
     * The group of members that share sessions.
     *
     * @return as in {@link MemberSpec#withGroup}, or null if it has none
     */
    @Nullable
    String group();

    /**
     * What the host wants of it.
     *
     * @return the state at this moment
     */
    State state();

    /**
     * What the balancer has found out about it.
     *
     * @return the health at this moment
     */
    Health health();

    /**
     * The requests that it serves now.
     *
     * @return a number of requests, 0 to {@link #capacity} unless the capacity was lowered
     */
    int inFlight();

    /**
     * The most requests that it serves at a time.
     *
     * @return a positive number
     */
    int capacity();

    /**
     * Changes the capacity. If more requests are in flight, they go on, and none follows until fewer are.
     *
     * @param value the most requests at a time
     * @throws IllegalArgumentException if it is not positive
     */
    void capacity(int value);

    /**
     * The share of requests that it should get.
     *
     * @return 0 to 65,535
     */
    int weight();

    /**
     * Changes the weight. With 0 the member takes only requests of sessions that it holds.
     *
     * @param value the share, in proportion to the other members' shares
     * @throws IllegalArgumentException if it is not within 0 to 65,535
     */
    void weight(int value);

    /** Takes every request again, after {@link #drain} or {@link #stop}. Does nothing if the member is removed. */
    void activate();

    /** Takes only requests of sessions that it holds, from now on. Does nothing if the member is removed. */
    void drain();

    /** Takes no new request from now on. Does nothing if the member is removed. */
    void stop();

    /**
     * Takes the member out of the balancer. Its gateway is closed when the last request has ended or the time is over, whichever
     * comes first. Another member can have its name at once.
     *
     * @param longest how long requests in flight may go on, not negative
     * @return completed when the gateway is closed; the same at each call, of which the first counts
     */
    CompletionStage<Void> remove(Duration longest);

    /**
     * The figures of the member.
     *
     * @return the figures at this moment
     */
    MemberStats stats();
}
