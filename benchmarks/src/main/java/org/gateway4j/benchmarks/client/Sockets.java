package org.gateway4j.benchmarks.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.gateway4j.Endpoint;

/** Blocking socket I/O. */
final class Sockets {

    private Sockets() {}

    static SocketChannel connect(Endpoint endpoint) throws IOException {
        if (endpoint instanceof Endpoint.Unix unix) {
            return SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
        }
        Endpoint.Tcp tcp = (Endpoint.Tcp) endpoint;
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static long receive(SocketChannel channel, ByteBuffer buffer, long length) throws IOException {
        long received = 0;
        while (received < length) {
            int count = channel.read(buffer.clear());
            if (count < 0) {
                throw new EOFException();
            }
            received += count;
        }
        return received;
    }
}
