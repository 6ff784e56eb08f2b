package org.gateway4j.balancer;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.gateway4j.GatewayRequest;
import org.gateway4j.balancer.internal.policy.BoundedHash;
import org.gateway4j.balancer.internal.policy.LeastInFlight;
import org.gateway4j.balancer.internal.policy.PowerOfTwo;
import org.gateway4j.balancer.internal.policy.SmoothRoundRobin;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the member that serves a request. The library's own policies choose among any number of members in well below a
 * microsecond and allocate nothing. A policy belongs to one balancer; it is called by many threads at once and must not block.
 */
public interface Policy {

    /**
     * Chooses a member.
     *
     * @param choice the members that there are to choose from
     * @return the index of a {@linkplain Choice#isFree free} member, or -1 if none is free
     */
    int choose(Choice choice);

    /** What a policy chooses from. It is valid during {@link Policy#choose} only. */
    interface Choice {

        /**
         * The candidates: members of one tier that take requests.
         *
         * @return an unmodifiable list, not empty, the same object as long as the candidates do not change
         */
        List<Member> members();

        /**
         * Whether the request may go to a member now: it has capacity left and was not tried before.
         *
         * @param index of a member
         * @return true if it may
         */
        boolean isFree(int index);

        /**
         * The requests that a member serves now.
         *
         * @param index of a member
         * @return a number of requests
         */
        int inFlight(int index);

        /**
         * The weight of a member, less than {@link Member#weight} while it starts slowly.
         *
         * @param index of a member
         * @return a positive number
         */
        double weight(int index);

        /**
         * The time that a member needs to answer, as recent requests tell: peaks count at once, and without requests the
         * value moves to that of all members.
         *
         * @param index of a member
         * @return a time in nanoseconds, positive
         */
        double latencyNanos(int index);

        /**
         * The requests that all members serve now.
         *
         * @return a number of requests
         */
        int totalInFlight();

        /**
         * The request.
         *
         * @return the request
         */
        GatewayRequest request();

        /**
         * A random number.
         *
         * @param bound a positive number
         * @return 0 to bound - 1
         */
        int random(int bound);
    }

    /**
     * Members in turn, in proportion to their weights and evenly mixed: 5, 1 and 1 give a a b a c a a, as nginx does. Beyond 32
     * members the order is another one, with the same shares.
     *
     * @return a new policy
     */
    static Policy roundRobin() {
        return new SmoothRoundRobin();
    }

    /**
     * The member with the fewest requests in flight for its weight. Beyond 16 members it is the best of 16 of them. A member that
     * was just added gets every request until it has as many as the others; {@link #powerOfTwo} avoids that.
     *
     * @return a new policy
     */
    static Policy leastInFlight() {
        return new LeastInFlight();
    }

    /**
     * The better of two random members: the one with fewer requests in flight for its weight. Up to three members are all compared.
     *
     * @return a new policy
     */
    static Policy powerOfTwo() {
        return new PowerOfTwo(false);
    }

    /**
     * The better of two random members, measured by requests in flight times {@linkplain Choice#latencyNanos latency}. A slow
     * member gets few requests, but enough to find out when it has become fast again. This is the default of a balancer.
     *
     * @return a new policy
     */
    static Policy peakLatency() {
        return new PowerOfTwo(true);
    }

    /**
     * Consistent hashing: requests with the same key go to the same member, as long as it is not loaded beyond a factor of the mean.
     * If a member is added or removed, only the keys that go to it or come from it move.
     *
     * @param key the key of a request, such as a user's name; requests without one, null, are spread
     * @param loadFactor how many times the mean load a member may have before requests go to the next, such as 1.25
     * @return a new policy
     * @throws IllegalArgumentException if the factor is not greater than 1
     */
    static Policy consistentHash(Function<GatewayRequest, @Nullable String> key, double loadFactor) {
        return new BoundedHash(key, loadFactor);
    }

    /** The time within which {@link Choice#latencyNanos} forgets, 10 s. */
    Duration LATENCY_DECAY = Duration.ofSeconds(10);
}
