package org.gateway4j.host.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** One connection of HTTP/2 in the clear. */
final class Http2Client {

    private static final long PATIENCE_SECONDS = 20;

    private final HTTP2Client client = new HTTP2Client();
    private final Session session;

    Http2Client(InetSocketAddress address) throws Exception {
        client.start();
        session = client.connect(address, new Session.Listener() {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends a request without a body. */
    Call send(String method, String pathQuery, HttpFields fields) throws Exception {
        return begin(method, pathQuery, fields, true);
    }

    /** Sends the head of a request whose body follows. */
    Call open(String method, String pathQuery, HttpFields fields) throws Exception {
        return begin(method, pathQuery, fields, false);
    }

    private static HeadersFrame head(String method, String pathQuery, HttpFields fields, boolean last) {
        HttpURI uri = HttpURI.from("http", "h.example", 81, pathQuery);
        return new HeadersFrame(new MetaData.Request(method, uri, HttpVersion.HTTP_2, fields), null, last);
    }

    private Call begin(String method, String pathQuery, HttpFields fields, boolean last) throws Exception {
        Call call = new Call();
        call.stream =
                session.newStream(head(method, pathQuery, fields, last), call).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return call;
    }

    void stop() throws Exception {
        client.stop();
    }

    /** A request and its answer. */
    static final class Call implements Stream.Listener {

        private final CompletableFuture<MetaData.Response> head = new CompletableFuture<>();
        private final CompletableFuture<String> body = new CompletableFuture<>();
        private final CompletableFuture<Integer> reset = new CompletableFuture<>();
        private final StringBuilder received = new StringBuilder();
        private Stream stream;

        void write(String text, boolean last) throws Exception {
            stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(text.getBytes(ISO_8859_1)), last))
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        void cancel() {
            stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
        }

        MetaData.Response head() throws Exception {
            return head.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        /** The whole body. */
        String body() throws Exception {
            return body.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        /** The code with which the server has reset the stream. */
        int reset() throws Exception {
            return reset.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void onHeaders(Stream answered, HeadersFrame frame) {
            head.complete((MetaData.Response) frame.getMetaData());
            if (frame.isEndStream()) {
                body.complete("");
            } else {
                answered.demand();
            }
        }

        @Override
        public void onDataAvailable(Stream answered) {
            Stream.Data data = answered.readData();
            if (data == null) {
                answered.demand();
                return;
            }
            received.append(ISO_8859_1.decode(data.frame().getByteBuffer()));
            boolean last = data.frame().isEndStream();
            data.release();
            if (last) {
                body.complete(received.toString());
            } else {
                answered.demand();
            }
        }

        @Override
        public void onReset(Stream failed, ResetFrame frame, Callback callback) {
            reset.complete(frame.getError());
            callback.succeeded();
        }
    }
}
