package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address of a host that answers, beginning with the one that did last time. Each gets an equal share
 * of the time that is left, so that a silent one does not keep the others from being tried.
 *
 * <p>If none answers, the failure is that of the address which leaves most open: one that was silent may answer yet, one that
 * refused has said no, and one that this machine could not even try says nothing of the application.
 */
final class TcpDialer extends Dialer {

    private final int port;
    private final HostLookup host;
    private final Watchdog watchdog;
    private volatile @Nullable InetAddress worked;

    TcpDialer(int port, HostLookup host, Watchdog watchdog) {
        super(watchdog);
        this.port = port;
        this.host = host;
        this.watchdog = watchdog;
    }

    @Override
    SocketWire dial(long deadline) throws ConnectException {
        ConnectException failure = null;
        List<InetAddress> addresses = ordered(host.addresses(deadline, watchdog));
        for (int i = 0; i < addresses.size(); i++) {
            InetAddress address = addresses.get(i);
            try {
                SocketWire wire = attempt(address, share(deadline, addresses.size() - i));
                worked = address;
                return wire;
            } catch (ConnectException e) {
                if (!isOfOneAddress(e)) {
                    throw e;
                }
                failure = failure == null ? e : joined(failure, e);
            }
        }
        throw failure != null ? failure : new ConnectException(Kind.FAILED, "the host has no address", null);
    }

    private static boolean isOfOneAddress(ConnectException e) {
        return e.kind() == Kind.FAILED || e.kind() == Kind.TIMED_OUT || e.getCause() instanceof BindException;
    }

    private static ConnectException joined(ConnectException earlier, ConnectException later) {
        boolean earlierCounts =
                later.kind() != Kind.TIMED_OUT && (earlier.kind() == Kind.TIMED_OUT || later.kind() == Kind.EXHAUSTED);
        ConnectException told = earlierCounts ? earlier : later;
        told.addSuppressed(earlierCounts ? later : earlier);
        return told;
    }

    private List<InetAddress> ordered(InetAddress[] found) {
        List<InetAddress> ordered = new ArrayList<>(List.of(found));
        InetAddress first = worked;
        if (first != null && ordered.remove(first)) {
            ordered.add(0, first);
        }
        return ordered;
    }

    /** The deadline of the next of so many attempts. */
    private static long share(long deadline, int attempts) {
        long now = System.nanoTime();
        return deadline == Nanos.NEVER ? Nanos.NEVER : Nanos.after(now, Nanos.left(deadline, now) / attempts);
    }

    private SocketWire attempt(InetAddress address, long deadline) throws ConnectException {
        InetSocketAddress target = new InetSocketAddress(address, port);
        SocketChannel channel = open(SocketChannel::open);
        SocketWire wire = wire(channel);
        boolean connected = false;
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            wire.arm(deadline);
            channel.connect(target);
            if (!wire.disarm()) {
                throw new AsynchronousCloseException();
            }
            connected = true;
            return wire;
        } catch (UnsupportedAddressTypeException e) {
            throw new ConnectException(Kind.FAILED, "this machine cannot reach addresses like " + target, e);
        } catch (IOException e) {
            throw switch (wire.state()) {
                case EXPIRED -> new ConnectException(Kind.TIMED_OUT, "no answer from " + target, e);
                case ABORTED -> aborted(e);
                case OPEN, CLOSED -> failure(e);
            };
        } finally {
            if (!connected) {
                wire.close();
            }
        }
    }
}
