package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gateway4j.Endpoint;

/** How full duplex is usually done: a second thread writes the body while the caller reads. Encodes and decodes nothing. */
final class HelperThreadClient implements Client {

    /** Of the echo's head and END_REQUEST, with their record headers. */
    private static final int FRAME = 8 + 28 + 16;

    private static final int HEADER = 8;

    private final Endpoint endpoint;
    private final Workload workload;

    HelperThreadClient(Endpoint endpoint, Workload workload) {
        if (!workload.isEcho()) {
            throw new IllegalArgumentException("echoes only");
        }
        this.endpoint = endpoint;
        this.workload = workload;
    }

    @Override
    public Caller caller() throws IOException {
        return new Pair(BareSocketClient.connect(endpoint), EncodedRequest.of(workload));
    }

    @Override
    public void close() {}

    private final class Pair implements Caller {

        private final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
        private final ExecutorService helper = Executors.newSingleThreadExecutor();
        private final SocketChannel channel;
        private final EncodedRequest request;
        private final long answerLength;

        Pair(SocketChannel channel, EncodedRequest request) {
            this.channel = channel;
            this.request = request;
            answerLength = FRAME + workload.body() + (long) HEADER * request.records();
        }

        @Override
        public long call() throws IOException {
            Future<?> writing = helper.submit(this::write);
            long received = BareSocketClient.receive(channel, input, answerLength);
            try {
                writing.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return received;
        }

        private void write() {
            try {
                request.writeTo(channel);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            helper.shutdownNow();
            channel.close();
        }
    }
}
