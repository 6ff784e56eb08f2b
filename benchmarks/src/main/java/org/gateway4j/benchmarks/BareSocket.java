package org.gateway4j.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.responder.Answer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What no gateway can be faster than: a connected blocking socket, a request encoded beforehand, and an answer of which
 * only the length is looked at.
 */
@State(Scope.Thread)
public class BareSocket {

    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private SocketChannel channel;
    private int answerLength;

    /** Connects to the application. */
    @Setup(Level.Trial)
    public void open(Application application) throws IOException {
        answerLength = new Answer(application.answer).length();
        channel = connect(application.endpoint());
    }

    private static SocketChannel connect(Endpoint endpoint) throws IOException {
        if (endpoint instanceof Endpoint.Unix unix) {
            return SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
        }
        Endpoint.Tcp tcp = (Endpoint.Tcp) endpoint;
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** Disconnects. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        channel.close();
    }

    /** Writes the request and reads the whole answer to it. */
    int exchange(ByteBuffer request) throws IOException {
        request.rewind();
        while (request.hasRemaining()) {
            channel.write(request);
        }
        int received = 0;
        while (received < answerLength) {
            int count = channel.read(input.clear());
            if (count < 0) {
                throw new EOFException();
            }
            received += count;
        }
        return received;
    }
}
