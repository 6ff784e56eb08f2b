package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.List;
import org.gateway4j.internal.wire.ConnectException.Kind;

/** Connects to the first address of a host that answers. */
final class TcpDialer extends Dialer {

    private final AddressOrder order;

    TcpDialer(AddressOrder order, Watchdog watchdog) {
        super(watchdog);
        this.order = order;
    }

    @Override
    SocketWire dial(long deadline) throws ConnectException {
        ConnectFailures failures = new ConnectFailures();
        List<SocketAddress> addresses = order.addresses(deadline);
        for (int i = 0; i < addresses.size(); i++) {
            SocketAddress address = addresses.get(i);
            try {
                SocketWire wire = attempt(address, AddressOrder.share(deadline, addresses.size() - i));
                order.worked(address);
                return wire;
            } catch (ConnectException e) {
                if (!ConnectFailures.isOfOneAddress(e)) {
                    throw e;
                }
                failures.add(e);
            }
        }
        throw failures.told();
    }

    private SocketWire attempt(SocketAddress target, long deadline) throws ConnectException {
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
                case EXPIRED -> Route.silent(target, e);
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
