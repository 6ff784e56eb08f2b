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
import org.xnio.ChannelListener;
import org.xnio.channels.StreamSourceChannel;

/** GETs one after the other over a connection of Undertow's AJP client, whose I/O thread receives the answers. */
abstract class UndertowCalls implements ClientCallback<ClientExchange>, ChannelListener<StreamSourceChannel> {

    private final ClientConnection connection;
    private final int answer;
    private final ClientCallback<ClientExchange> onResponse = new ResponseCallback();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private long headers;
    private long length;

    UndertowCalls(ClientConnection connection, int answer) {
        this.connection = connection;
        this.answer = answer;
    }

    /** The answer was received, on an I/O thread; what was seen of it depends on all of it. */
    abstract void answered(long seen);

    /** There is no answer, or not the right one. */
    @Override
    public abstract void failed(IOException e);

    final void send() {
        ClientRequest request = new ClientRequest().setMethod(Methods.GET).setPath(BrowserRequest.TARGET);
        HeaderMap fields = request.getRequestHeaders();
        BrowserRequest.eachHeader((name, value) -> fields.put(HttpString.tryFromString(name), value));
        headers = 0;
        length = 0;
        connection.sendRequest(request, this);
    }

    /** The request can be sent. */
    @Override
    public final void completed(ClientExchange exchange) {
        exchange.setResponseListener(onResponse);
    }

    @Override
    public final void handleEvent(StreamSourceChannel channel) {
        try {
            int count;
            while ((count = channel.read(buffer.clear())) > 0) {
                length += count;
            }
            if (count == 0) {
                channel.resumeReads();
            } else if (length == answer) {
                answered(headers + length);
            } else {
                failed(new IOException("body of " + length + " bytes, not " + answer));
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    final void hangUp() throws IOException {
        connection.close();
    }

    private final class ResponseCallback implements ClientCallback<ClientExchange> {

        @Override
        public void completed(ClientExchange exchange) {
            for (HeaderValues values : exchange.getResponse().getResponseHeaders()) {
                headers += values.getHeaderName().length() + values.getFirst().length();
            }
            StreamSourceChannel channel = exchange.getResponseChannel();
            channel.getReadSetter().set(UndertowCalls.this);
            handleEvent(channel);
        }

        @Override
        public void failed(IOException e) {
            UndertowCalls.this.failed(e);
        }
    }
}
