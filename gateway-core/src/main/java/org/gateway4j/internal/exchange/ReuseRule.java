package org.gateway4j.internal.exchange;

/**
 * What must be seen of an idle connection before it serves again.
 *
 * @param pings when the other side is asked besides
 */
public record ReuseRule(PingPolicy pings) {

    /** A connection unused for so long is looked at before it serves even a request that could be repeated. */
    private static final long PROBE_AFTER_NANOS = 20_000_000;

    /**
     * Whether the connection must be seen to live. A request that can be repeated may use one that was in use a moment ago
     * without that; it must only be safe from the answer to another.
     *
     * @param repeatable whether the request can be sent again
     * @param idleNanos for how long the connection has been unused
     */
    public boolean mustLive(boolean repeatable, long idleNanos) {
        return !repeatable || idleNanos >= PROBE_AFTER_NANOS;
    }

    /** Whether the other side is asked; the ping policy alone decides that. */
    public boolean mustAnswer(long idleNanos) {
        return idleNanos >= pings.afterIdle();
    }

    /** Whether the host's pool repeats a request on a new connection, whatever the application has read of it. */
    public static boolean isIdempotent(PreparedRequest<?> prepared) {
        return prepared.backend()
                .pool()
                .repeatedMethods()
                .contains(prepared.request().method());
    }
}
