package org.gateway4j.host.vertx;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.gateway4j.GatewayRequest;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.ResponseHead;
import org.gateway4j.host.netty.NettyLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The response of an exchange. The latest piece is held back until it is clear whether it is the last one, because that one leaves
 * in one write with the end of the response. A response of one piece then leaves whole, with its length.
 */
final class ResponseSink implements AsyncSink {

    private static final Logger LOG = LoggerFactory.getLogger(ResponseSink.class);

    private static final int PIECE = 16 * 1024;

    private enum State {
        /** Nothing was handed over. */
        NEW,
        /** The head is known. */
        HEAD,
        /** The head was handed to Vert.x. */
        STREAMING,
        /** Nothing is handed over any more. */
        OVER
    }

    private final Exchange exchange;
    private final HttpServerResponse response;
    private State state = State.NEW;
    private boolean lengthIsKnown;
    private @Nullable ByteBuffer room;
    private @Nullable Buffer held;
    private @Nullable Runnable whenWritable;

    ResponseSink(Exchange exchange) {
        this.exchange = exchange;
        response = exchange.response();
    }

    @Override
    public void onClientGone(Runnable action) {
        exchange.onClientGone(action);
    }

    @Override
    public void head(ResponseHead head) {
        state = State.HEAD;
        lengthIsKnown = head.length() >= 0;
        setFields(head);
        if (lengthIsKnown) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(head.length()));
        }
    }

    private void setFields(ResponseHead head) {
        response.setStatusCode(head.status());
        if (!head.reason().isEmpty()) {
            response.setStatusMessage(head.reason());
        }
        MultiMap fields = response.headers();
        head.datedHeaders().forEach(fields::add);
        if (exchange.withholdsBody()) {
            fields.set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    @Override
    public boolean isWritable() {
        return state == State.OVER || !response.writeQueueFull();
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
        response.drainHandler(drained -> onLoop(this::drained));
        if (isWritable()) {
            exchange.loop().execute(this::drained);
        }
    }

    private void onLoop(Runnable action) {
        NettyLoop loop = exchange.loop();
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }

    private void drained() {
        Runnable action = whenWritable;
        if (action != null && isWritable()) {
            whenWritable = null;
            action.run();
        }
    }

    @Override
    public ByteBuffer buffer() {
        ByteBuffer lent = room;
        if (lent == null) {
            lent = ByteBuffer.allocate(PIECE);
            room = lent;
        }
        return lent.clear();
    }

    @Override
    public void write(ByteBuffer piece) {
        if (state != State.OVER) {
            sendHeld();
            held = Buffer.buffer(piece.remaining())
                    .appendBytes(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
        }
    }

    @Override
    public void flush() {
        if (held != null) {
            sendHeld();
        } else if (state == State.HEAD) {
            send(Buffer.buffer());
        }
    }

    private void sendHeld() {
        Buffer piece = held;
        if (piece != null) {
            held = null;
            send(piece);
        }
    }

    private void send(Buffer piece) {
        if (state == State.HEAD && !lengthIsKnown) {
            response.setChunked(true);
        }
        state = State.STREAMING;
        response.write(piece);
    }

    @Override
    public void end() {
        boolean unframed =
                state == State.STREAMING && !lengthIsKnown && exchange.request().version() == HttpVersion.HTTP_1_0;
        Buffer last = held;
        over();
        exchange.end(last == null ? response.end() : response.end(last), unframed);
    }

    /** From the file to the socket, where Vert.x can do that. It declares the length: the file may be shorter by now. */
    @Override
    public boolean sendFile(ResponseHead head, Path file, GatewayRequest request) {
        if (!head.hasBody() || RequestFacts.isNew(exchange.request())) {
            return false;
        }
        FileChannel content;
        try {
            content = FileChannel.open(file);
        } catch (IOException e) {
            return false; // The relay finds the same, and answers the failure.
        }
        over();
        setFields(head);
        Future<Void> sent = response.sendFile(content);
        exchange.end(sent, false);
        sent.onFailure(failure -> exchange.abort()).onComplete(done -> close(content));
        return true;
    }

    private static void close(FileChannel content) {
        try {
            content.close();
        } catch (IOException e) {
            LOG.debug("closing a file that was sent failed", e);
        }
    }

    @Override
    public void abort(Throwable cause) {
        over();
        exchange.abort();
    }

    private void over() {
        state = State.OVER;
        whenWritable = null;
        held = null;
        room = null;
    }
}
