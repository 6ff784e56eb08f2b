package org.gateway4j.benchmarks.comparison;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.Bare;
import org.gateway4j.benchmarks.client.Workload;

/**
 * What no gateway on an event loop can be faster than: a selector, connections that are open, requests that were encoded
 * beforehand, and answers whose length alone is checked.
 */
final class BareLoop implements Match.Player, AutoCloseable {

    private final Selector selector = Selector.open();

    /** One for all turns: the processor time of a thread that has ended is lost. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private final List<Connection> connections = new ArrayList<>();
    private long calls;
    private int waiting;
    private long end;

    BareLoop(Endpoint endpoint, Workload workload, int callers) throws IOException {
        ByteBuffer request = Bare.request(workload);
        for (int i = 0; i < callers; i++) {
            SocketChannel channel = Bare.connect(endpoint);
            channel.configureBlocking(false);
            connections.add(new Connection(channel, request.duplicate(), Bare.answerLength(workload)));
            channel.register(selector, SelectionKey.OP_READ, connections.get(i));
        }
    }

    @Override
    public Match.Turn turn(Duration length) throws IOException {
        Meter meter = Meter.start();
        try {
            CompletableFuture.runAsync(() -> run(length), thread).join();
        } catch (CompletionException e) {
            throw new IOException("no turn", e.getCause());
        }
        return meter.stop(calls);
    }

    private void run(Duration length) {
        try {
            calls = 0;
            end = System.nanoTime() + length.toNanos();
            waiting = connections.size();
            for (Connection connection : connections) {
                connection.send();
            }
            while (waiting > 0) {
                selector.select(key -> serve((Connection) key.attachment()));
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private void serve(Connection connection) {
        try {
            if (!connection.isAnswered()) {
                return;
            }
            calls++;
            if (System.nanoTime() - end < 0) {
                connection.send();
            } else {
                waiting--;
            }
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    @Override
    public void close() throws IOException {
        thread.shutdown();
        for (Connection connection : connections) {
            connection.channel.close();
        }
        selector.close();
    }

    private final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer request;
        private final long answerLength;
        private long received;

        Connection(SocketChannel channel, ByteBuffer request, long answerLength) {
            this.channel = channel;
            this.request = request;
            this.answerLength = answerLength;
        }

        void send() throws IOException {
            received = 0;
            channel.write(request.rewind());
        }

        boolean isAnswered() throws IOException {
            int count = channel.read(input.clear());
            if (count < 0) {
                throw new EOFException();
            }
            received += count;
            return received >= answerLength;
        }
    }
}
