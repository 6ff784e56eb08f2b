package org.gateway4j.benchmarks.client;

import java.io.IOException;
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

    BareSocketClient(Endpoint endpoint, Workload workload) throws IOException {
        this.endpoint = endpoint;
        request = EncodedRequest.of(workload);
        answerLength = workload.service().fixedAnswer().length();
    }

    @Override
    public Caller caller() throws IOException {
        return new Socket(Sockets.connect(endpoint));
    }

    @Override
    public void close() {}

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
            return Sockets.receive(channel, input, answerLength);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
