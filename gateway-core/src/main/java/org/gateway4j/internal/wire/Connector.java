package org.gateway4j.internal.wire;

import java.net.InetAddress;
import org.gateway4j.Endpoint;

/** Opens connections to one endpoint. Safe for use by several threads. */
public final class Connector {

    private final long timeoutNanos;
    private final Dialer dialer;

    /** A connector whose attempts take no longer than the given time. */
    public Connector(Endpoint endpoint, long timeoutNanos, Watchdog watchdog) {
        this(endpoint, timeoutNanos, watchdog, InetAddress::getAllByName);
    }

    Connector(Endpoint endpoint, long timeoutNanos, Watchdog watchdog, Resolver resolver) {
        this.timeoutNanos = timeoutNanos;
        this.dialer = endpoint instanceof Endpoint.Unix unix
                ? new UnixDialer(unix.path(), watchdog)
                : new TcpDialer((Endpoint.Tcp) endpoint, resolver, watchdog);
    }

    /**
     * Connects, on the calling thread. An interrupt, the deadline and the end of the watchdog end it promptly.
     *
     * @return a connected wire, without a deadline
     */
    public SocketWire connect() throws ConnectException {
        return dialer.dial(Nanos.after(System.nanoTime(), timeoutNanos));
    }
}
