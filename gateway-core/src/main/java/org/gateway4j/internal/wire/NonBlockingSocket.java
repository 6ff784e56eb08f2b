package org.gateway4j.internal.wire;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;

/** The sockets of event loops. */
public final class NonBlockingSocket {

    private NonBlockingSocket() {}

    /** Opens a socket for an address of that kind. */
    public static SocketChannel open(SocketAddress address) throws IOException {
        boolean unix = address instanceof UnixDomainSocketAddress;
        try {
            return unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        } catch (UnsupportedOperationException e) {
            throw unreachable(address, e);
        }
    }

    /**
     * Begins to connect; returns whether the socket is connected already.
     *
     * @throws java.nio.channels.UnresolvedAddressException if the address is not resolved
     */
    public static boolean connect(SocketChannel channel, SocketAddress address) throws IOException {
        channel.configureBlocking(false);
        try {
            return address instanceof UnixDomainSocketAddress
                    ? connectUnix(channel, address)
                    : connectTcp(channel, address);
        } catch (UnsupportedAddressTypeException e) {
            throw unreachable(address, e);
        }
    }

    private static boolean connectTcp(SocketChannel channel, SocketAddress address) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.connect(address);
    }

    /** At once or not at all: a full listen queue (EAGAIN) looks as if it went on, and later as if it had succeeded. */
    private static boolean connectUnix(SocketChannel channel, SocketAddress address) throws IOException {
        SendBuffers.enlarge(channel);
        if (!channel.connect(address)) {
            throw new SocketException("the listen queue is full");
        }
        return true;
    }

    private static IOException unreachable(SocketAddress address, Exception cause) {
        return new IOException("this machine cannot reach addresses like " + address, cause);
    }
}
