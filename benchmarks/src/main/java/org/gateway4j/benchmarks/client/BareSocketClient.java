package org.gateway4j.benchmarks.client;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.gateway4j.Endpoint;

/**
 * What no client can be faster than: a connected blocking socket, a request encoded beforehand, and an answer of which
 * only the length is looked at.
 */
final class BareSocketClient implements Client {

    private final Endpoint endpoint;
    private final EncodedRequest request;
    private final long answerLength;
    private final boolean single;

    BareSocketClient(Endpoint endpoint, Workload workload) throws IOException {
        this.endpoint = endpoint;
        request = EncodedRequest.of(workload);
        single = workload.isSingle();
        answerLength = workload.service().fixedAnswer().length();
    }

    @Override
    public Caller caller() throws IOException {
        return single ? new FreshSocket() : new Socket(connect(endpoint));
    }

    static SocketChannel connect(Endpoint endpoint) throws IOException {
        if (endpoint instanceof Endpoint.Unix unix) {
            return SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
        }
        Endpoint.Tcp tcp = (Endpoint.Tcp) endpoint;
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
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

    @Override
    public void close() {}

    /** A connection for each call, which is opened for it. */
    private final class FreshSocket implements Caller {

        private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
        private final EncodedRequest own = request.duplicate();

        @Override
        public long call() throws IOException {
            try (SocketChannel channel = connect(endpoint)) {
                own.writeTo(channel);
                return receive(channel, input, answerLength);
            }
        }
    }

    private final class Socket implements Caller {

        private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
        private final EncodedRequest own = request.duplicate();
        private final SocketChannel channel;

        Socket(SocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public long call() throws IOException {
            own.writeTo(channel);
            return receive(channel, input, answerLength);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
