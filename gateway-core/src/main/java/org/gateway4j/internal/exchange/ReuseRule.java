package org.gateway4j.internal.exchange;

/**
 * The checks of an idle connection before it serves again.
 *
 * @param pings when the other side is asked besides
 */
public record ReuseRule(PingPolicy pings) {

    /** A connection unused for so long is looked at before it serves even a request that could be repeated. */
    private static final long PROBE_AFTER_NANOS = 20_000_000;

    /**
     * Whether the connection must be alive for certain. A request that can be repeated may skip this check if the connection was
     * in use a moment ago. Only leftover bytes of another answer matter then.
     *
     * @param repeatable whether the request can be sent again
     * @param idleNanos for how long the connection has been unused
     */
    public boolean mustLive(boolean repeatable, long idleNanos) {
        return !repeatable || idleNanos >= PROBE_AFTER_NANOS;
    }

    /** Whether the other side is pinged. Only the ping policy decides that. */
    public boolean mustAnswer(long idleNanos) {
        return idleNanos >= pings.afterIdle();
    }

    /** Whether the request can be sent again even if the application may have read it. */
    public static boolean isRepeatable(PreparedRequest<?> prepared) {
        return isIdempotent(prepared) && !prepared.body().isStreamed();
    }

    /** Whether the pool's configuration lets this method be repeated, even if the application may have read the request. */
    static boolean isIdempotent(PreparedRequest<?> prepared) {
        return prepared.backend()
                .pool()
                .repeatedMethods()
                .contains(prepared.request().method());
    }
}
