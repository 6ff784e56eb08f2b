package org.gateway4j.internal.wire;

import java.net.InetAddress;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect to. All that connect to the same target share the look-ups of its host, so that a name service which hangs
 * holds one thread, however many gateways and probes come and go meanwhile. Safe for use by several threads.
 */
public final class Target {

    private final Endpoint endpoint;
    private final @Nullable HostLookup host;

    /** An endpoint that nobody has connected to yet. */
    public Target(Endpoint endpoint) {
        this(endpoint, InetAddress::getAllByName);
    }

    Target(Endpoint endpoint, Resolver resolver) {
        this.endpoint = endpoint;
        this.host = endpoint instanceof Endpoint.Tcp tcp ? new HostLookup(tcp.host(), resolver) : null;
    }

    /** Where the application listens. */
    public Endpoint endpoint() {
        return endpoint;
    }

    Dialer dialer(Watchdog watchdog) {
        AddressOrder order = order(watchdog);
        return order != null
                ? new TcpDialer(order, watchdog)
                : new UnixDialer(((Endpoint.Unix) endpoint).path(), watchdog);
    }

    /** The addresses to try, or null if it has no host. */
    @Nullable
    AddressOrder order(Watchdog watchdog) {
        return endpoint instanceof Endpoint.Tcp tcp && host != null
                ? new AddressOrder(tcp.port(), host, watchdog)
                : null;
    }
}
