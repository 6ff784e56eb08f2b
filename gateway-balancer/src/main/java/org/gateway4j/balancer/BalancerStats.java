package org.gateway4j.balancer;

import java.util.List;

/** The figures of a balancer at one moment, which do not change any more. */
public interface BalancerStats {

    /**
     * The figures of the members, in the order in which they were added.
     *
     * @return an unmodifiable list
     */
    List<MemberStats> members();

    /**
     * The requests that waited in the shared queue at that moment.
     *
     * @return a number of requests
     */
    int waiting();

    /**
     * The requests that were refused by the queue: it was full, or they waited too long.
     *
     * @return a number of requests
     */
    long refused();

    /**
     * The attempts that followed another one of the same request.
     *
     * @return a number of attempts
     */
    long retries();

    /**
     * The retries that the budget did not allow.
     *
     * @return a number of requests
     */
    long retriesDenied();

    /**
     * Whether so few members are healthy that suspect ones are used too.
     *
     * @return true if it was so at that moment
     */
    boolean panic();
}
