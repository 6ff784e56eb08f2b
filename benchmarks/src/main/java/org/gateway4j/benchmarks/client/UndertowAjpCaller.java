package org.gateway4j.benchmarks.client;

import io.undertow.client.ClientCallback;
import io.undertow.client.ClientConnection;
import io.undertow.client.ClientExchange;
import io.undertow.client.ClientRequest;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/** A thread that waits while an I/O thread of Undertow's receives the answer. */
final class UndertowAjpCaller implements Caller, ClientCallback<ClientExchange>, ChannelListener<StreamSourceChannel> {

    private final ClientConnection connection;
    private final int answer;
    private final ClientCallback<ClientExchange> onResponse = new ResponseCallback();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Semaphore done = new Semaphore(0);
    private long headers;
    private long length;
    private @Nullable IOException failure;

    UndertowAjpCaller(ClientConnection connection, int answer) {
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
                headers += values.getHeaderName().length() + values.getFirst().length();
            }
            StreamSourceChannel channel = exchange.getResponseChannel();
            channel.getReadSetter().set(UndertowAjpCaller.this);
            handleEvent(channel);
        }

        @Override
        public void failed(IOException e) {
            UndertowAjpCaller.this.failed(e);
        }
    }
}
