package org.gateway4j.balancer;

/** The figures of a member at one moment. They count from the time when the member was added, and do not change any more. */
public interface MemberStats {

    /**
     * The name of the member.
     *
     * @return the name
     */
    String name();

    /**
     * The requests that it served at that moment.
     *
     * @return a number of requests
     */
    int inFlight();

    /**
     * The requests that were sent to it, retries included.
     *
     * @return a number of requests
     */
    long attempts();

    /**
     * Attempts without a response, and responses that broke off.
     *
     * @return a number of requests
     */
    long failures();

    /**
     * Failures for which the member was to blame. Overload and clients that leave are not among them.
     *
     * @return a number of requests
     */
    long blamed();

    /**
     * How many times it was ejected.
     *
     * @return a number of ejections
     */
    long ejections();

    /**
     * The recent time from an attempt to its response head.
     *
     * @return a time in nanoseconds, or 0 before the first response
     */
    long latencyNanos();
}
