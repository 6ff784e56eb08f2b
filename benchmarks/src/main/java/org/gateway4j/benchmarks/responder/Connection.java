package org.gateway4j.benchmarks.responder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of the responder: says in one write what there is to say, if the socket takes it. */
final class Connection {

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Conversation conversation;
    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024).limit(0);
    private ByteBuffer output = Conversation.SILENCE;

    Connection(SocketChannel channel, SelectionKey key, Conversation conversation) {
        this.channel = channel;
        this.key = key;
        this.conversation = conversation;
    }

    void advance() throws IOException {
        if (!output.hasRemaining()) {
            if (channel.read(input.clear()) < 0) {
                channel.close();
                return;
            }
            input.flip();
        }
        converse();
        int wanted = output.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private void converse() throws IOException {
        do {
            if (!output.hasRemaining()) {
                output = conversation.reply(input);
            }
            if (output.hasRemaining()) {
                channel.write(output);
            }
        } while (!output.hasRemaining() && input.hasRemaining());
    }
}
