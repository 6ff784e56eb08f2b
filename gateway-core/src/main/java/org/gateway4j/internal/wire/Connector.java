package org.gateway4j.internal.wire;

import org.gateway4j.Endpoint;

/** Opens connections to one endpoint. Safe for use by several threads. */
public final class Connector {

    private final long timeoutNanos;
    private final Dialer dialer;

    /** A connector whose attempts take no longer than the given time. */
    public Connector(Endpoint endpoint, long timeoutNanos, Watchdog watchdog) {
        this(new Target(endpoint), timeoutNanos, watchdog);
    }

    /** The same, for a target that others may share. */
    public Connector(Target target, long timeoutNanos, Watchdog watchdog) {
        this.timeoutNanos = timeoutNanos;
        this.dialer = target.dialer(watchdog);
    }

    /**
     * Connects, on the calling thread. An interrupt, the deadline and the end of the watchdog end it promptly.
     *
     * @return a connected wire, without a deadline
     */
    public SocketWire connect() throws ConnectException {
        return connect(timeoutNanos);
    }

    /** The same within a time of its own. */
    public SocketWire connect(long longestNanos) throws ConnectException {
        return dialer.dial(Nanos.after(System.nanoTime(), longestNanos));
    }
}
