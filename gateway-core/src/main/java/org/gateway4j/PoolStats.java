package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * The figures of a pool at one moment. Immutable; safe for use by any number of threads.
 *
 * <p>A test of a host can make its own figures: {@code PoolStats.of(5).withInUse(3)}. A figure that it does not set is
 * 0.
 */
public final class PoolStats {

    private final Values values;

    private record Values(
            int limit, int inUse, int idle, int waiting, long opened, long closed, long reused, long rejected) {}

    private PoolStats(Values values) {
        this.values = values;
    }

    /**
     * The figures of a pool that nobody has used.
     *
     * @param limit the cap on connections
     * @return the cap, and 0 for every other figure
     */
    public static PoolStats of(int limit) {
        return new PoolStats(new Values(limit, 0, 0, 0, 0, 0, 0, 0));
    }

    /**
     * The cap on connections (for CGI: processes).
     *
     * @return a number of connections
     */
    public int limit() {
        return values.limit;
    }

    /**
     * Connections that serve an exchange now, including those that are being opened.
     *
     * @return a number of connections
     */
    public int inUse() {
        return values.inUse;
    }

    /**
     * Connections that are kept for reuse now.
     *
     * @return a number of connections
     */
    public int idle() {
        return values.idle;
    }

    /**
     * Callers that wait for a connection now.
     *
     * @return a number of callers
     */
    public int waiting() {
        return values.waiting;
    }

    /**
     * Connections opened since the start.
     *
     * @return a number of connections
     */
    public long opened() {
        return values.opened;
    }

    /**
     * Connections closed since the start.
     *
     * @return a number of connections
     */
    public long closed() {
        return values.closed;
    }

    /**
     * The number of times, since the start, that a caller got a connection that had served before.
     *
     * @return a number of exchanges
     */
    public long reused() {
        return values.reused;
    }

    /**
     * Callers rejected since the start, because too many callers waited or because they had waited too long. Callers
     * that were rejected before their body was spooled are included.
     *
     * @return a number of callers
     */
    public long rejected() {
        return values.rejected;
    }

    /**
     * These figures with another {@link #inUse}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolStats withInUse(int value) {
        return new PoolStats(new Values(limit(), value, idle(), waiting(), opened(), closed(), reused(), rejected()));
    }

    /**
     * These figures with another {@link #idle}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolStats withIdle(int value) {
        return new PoolStats(new Values(limit(), inUse(), value, waiting(), opened(), closed(), reused(), rejected()));
    }

    /**
     * These figures with another {@link #waiting}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolStats withWaiting(int value) {
        return new PoolStats(new Values(limit(), inUse(), idle(), value, opened(), closed(), reused(), rejected()));
    }

    /**
     * These figures with another {@link #opened}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolStats withOpened(long value) {
        return new PoolStats(new Values(limit(), inUse(), idle(), waiting(), value, closed(), reused(), rejected()));
    }

    /**
     * These figures with another {@link #closed}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolStats withClosed(long value) {
        return new PoolStats(new Values(limit(), inUse(), idle(), waiting(), opened(), value, reused(), rejected()));
    }

    /**
     * These figures with another {@link #reused}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolStats withReused(long value) {
        return new PoolStats(new Values(limit(), inUse(), idle(), waiting(), opened(), closed(), value, rejected()));
    }

    /**
     * These figures with another {@link #rejected}.
     *
     * @param value the new value
     * @return a changed copy
     */
    public PoolStats withRejected(long value) {
        return new PoolStats(new Values(limit(), inUse(), idle(), waiting(), opened(), closed(), reused(), value));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PoolStats that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "PoolStats");
    }
}
