package org.gateway4j.benchmarks.responder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of the responder: answers one request after the other, each in one write if the socket takes it. */
final class Connection {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Answer answer;
    private final RequestScanner requests = new RequestScanner();
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private ByteBuffer output = ByteBuffer.allocate(0);

    Connection(SocketChannel channel, SelectionKey key, Answer answer) {
        this.channel = channel;
        this.key = key;
        this.answer = answer;
    }

    void advance() throws IOException {
        if (output.hasRemaining()) {
            send();
        } else {
            receive();
        }
    }

    private void receive() throws IOException {
        if (channel.read(input.clear()) < 0) {
            channel.close();
            return;
        }
        int request = requests.next(input.flip());
        if (request != RequestScanner.NONE) {
            output = answer.to(request);
            send();
        }
    }

    private void send() throws IOException {
        channel.write(output);
        int wanted = output.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }
}
