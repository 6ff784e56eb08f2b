package org.gateway4j.benchmarks.client;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.client.UndertowClient;
import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.StreamSourceChannel;

/** Undertow's AJP client: one connection for each caller, served by I/O threads, as the client knows no other way. */
final class UndertowAjpClient implements Client {

    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, 17 * 1024, -1, 4);
    private final XnioWorker worker;
    private final Workload workload;
    private final URI uri;

    UndertowAjpClient(Endpoint endpoint, Workload workload) throws IOException {
        if (!workload.isAjp() || workload.body() > 0 || !(endpoint instanceof Endpoint.Tcp)) {
            throw new IllegalArgumentException("GET by AJP over TCP only");
        }
        this.workload = workload;
        this.uri = URI.create("ajp://" + endpoint);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, threads)
                        .set(Options.TCP_NODELAY, true)
                        .getMap());
    }

    @Override
    public Caller caller() throws IOException {
        OptionMap options = OptionMap.create(Options.TCP_NODELAY, true);
        ClientConnection connection = UndertowClient.getInstance()
                .connect(uri, worker, buffers, options)
                .get();
        return new WaitingCaller(connection, workload.answer());
    }

    @Override
    public void close() {
        worker.shutdownNow();
        buffers.close();
    }

    /** A thread that waits while an I/O thread of Undertow's receives the answer. */
    private static final class WaitingCaller
            implements Caller, ClientCallback<ClientExchange>, ChannelListener<StreamSourceChannel> {

        private final ClientConnection connection;
        private final int answer;
        private final ClientCallback<ClientExchange> onResponse = new ResponseCallback();
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
        private final Semaphore done = new Semaphore(0);
        private long headers;
        private long length;
        private @Nullable IOException failure;

        WaitingCaller(ClientConnection connection, int answer) {
            this.connection = connection;
            this.answer = answer;
        }

        @Override
        public long call() throws IOException {
            ClientRequest request = new ClientRequest().setMethod(Methods.GET).setPath(BrowserRequest.TARGET);
            HeaderMap fields = request.getRequestHeaders();
            BrowserRequest.eachHeader((name, value) -> fields.put(HttpString.tryFromString(name), value));
            headers = 0;
            length = 0;
            connection.sendRequest(request, this);
            done.acquireUninterruptibly();
            if (failure != null) {
                throw new IOException(failure);
            }
            if (length != answer) {
                throw new IOException("body of " + length + " bytes, not " + answer);
            }
            return headers + length;
        }

        /** The request can be sent. */
        @Override
        public void completed(ClientExchange exchange) {
            exchange.setResponseListener(onResponse);
        }

        @Override
        public void failed(IOException e) {
            failure = e;
            done.release();
        }

        @Override
        public void handleEvent(StreamSourceChannel channel) {
            try {
                int count;
                while ((count = channel.read(buffer.clear())) > 0) {
                    length += count;
                }
                if (count < 0) {
                    done.release();
                } else {
                    channel.resumeReads();
                }
            } catch (IOException e) {
                failed(e);
            }
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }

        private final class ResponseCallback implements ClientCallback<ClientExchange> {

            @Override
            public void completed(ClientExchange exchange) {
                for (HeaderValues values : exchange.getResponse().getResponseHeaders()) {
                    headers +=
                            values.getHeaderName().length() + values.getFirst().length();
                }
                StreamSourceChannel channel = exchange.getResponseChannel();
                channel.getReadSetter().set(WaitingCaller.this);
                handleEvent(channel);
            }

            @Override
            public void failed(IOException e) {
                WaitingCaller.this.failed(e);
            }
        }
    }
}
