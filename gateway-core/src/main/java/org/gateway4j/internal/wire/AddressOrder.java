package org.gateway4j.internal.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of a host in the order in which to try them, beginning with the one that answered last. Each gets an equal share
 * of the time that is left, so that a silent one does not keep the others from being tried. Safe for use by several threads.
 */
final class AddressOrder {

    private final int port;
    private final HostLookup host;
    private final Watchdog watchdog;
    private volatile @Nullable SocketAddress worked;

    AddressOrder(int port, HostLookup host, Watchdog watchdog) {
        this.port = port;
        this.host = host;
        this.watchdog = watchdog;
    }

    /** Whether {@link #addresses} may have to wait for a name service. */
    boolean mayBlock() {
        return !host.isKnown();
    }

    /** The addresses, at least one. */
    List<SocketAddress> addresses(long deadline) throws ConnectException {
        List<SocketAddress> ordered = new ArrayList<>();
        for (InetAddress address : host.addresses(deadline, watchdog)) {
            ordered.add(new InetSocketAddress(address, port));
        }
        SocketAddress first = worked;
        if (first != null && ordered.remove(first)) {
            ordered.add(0, first);
        }
        return ordered;
    }

    /** An address has answered. */
    void worked(SocketAddress address) {
        worked = address;
    }

    /** The deadline of the next of so many attempts. */
    static long share(long deadline, int attempts) {
        long now = System.nanoTime();
        return deadline == Nanos.NEVER ? Nanos.NEVER : Nanos.after(now, Nanos.left(deadline, now) / attempts);
    }
}
