package org.gateway4j.benchmarks.responder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.gateway4j.testkit.processes.ParentProcess;

/**
 * The process: frames the protocol and nothing else. One thread serves all connections and
 * allocates nothing while it does. The code shares nothing with the library, so that an error in one shows in the other.
 *
 * <p>Ends when its standard input does, so it never outlives the process that started it.
 */
final class Responder {

    private final ServerSocketChannel server;
    private final Selector selector;
    private final Service service;

    /** The buffers of connections that were closed: some protocols need a connection for each request. */
    private final Deque<ByteBuffer> inputs = new ArrayDeque<>();

    private Responder(ServerSocketChannel server, Selector selector, Service service) {
        this.server = server;
        this.selector = selector;
        this.service = service;
    }

    /** Takes what to do, and where to listen. */
    public static void main(String[] arguments) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ParentProcess.listen(arguments)) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            ParentProcess.exitWithIt();
            new Responder(server, selector, Service.parse(arguments[0])).serve();
        }
    }

    private void serve() throws IOException {
        Consumer<SelectionKey> action = this::ready;
        while (true) {
            selector.select(action);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.attachment() instanceof Connection connection) {
                connection.advance();
            } else {
                accept();
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return;
        }
        channel.configureBlocking(false);
        if (channel.getRemoteAddress() instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(channel, key, service.conversation(), inputs));
    }

    /** One connection of the responder: says in one write what there is to say, if the socket takes it. */
    private static final class Connection {

        private final SocketChannel channel;
        private final SelectionKey key;
        private final Conversation conversation;
        private final Deque<ByteBuffer> inputs;
        private final ByteBuffer input;
        private ByteBuffer output = Conversation.SILENCE;

        Connection(SocketChannel channel, SelectionKey key, Conversation conversation, Deque<ByteBuffer> inputs) {
            ByteBuffer used = inputs.poll();
            this.inputs = inputs;
            this.input = used == null ? ByteBuffer.allocateDirect(64 * 1024) : used;
            input.limit(0);
            this.channel = channel;
            this.key = key;
            this.conversation = conversation;
        }

        void advance() throws IOException {
            if (!output.hasRemaining()) {
                if (channel.read(input.clear()) < 0) {
                    channel.close();
                    inputs.push(input);
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
}
