package org.gateway4j.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;

/** A gateway with one exchange, which goes on when the test says so. */
final class ScriptedAsyncGateway implements AsyncGateway, AsyncResponse {

    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private EventLoop loop;
    private boolean ended;
    ResponseHandler handler;
    Runnable demand;
    boolean aborted;
    boolean closed;
    int reads;

    /** The application sends a piece. */
    void send(String piece) {
        pieces.add(ByteBuffer.wrap(piece.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
        wake();
    }

    /** The application ends its response. */
    void end() {
        ended = true;
        wake();
    }

    private void wake() {
        Runnable waiting = demand;
        demand = null;
        if (waiting != null) {
            waiting.run();
        }
    }

    @Override
    public AsyncExchange dispatch(GatewayRequest request, EventLoop on, ResponseHandler to) {
        loop = on;
        handler = to;
        try {
            request.body().close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return () -> aborted = true;
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        reads++;
        ByteBuffer piece = pieces.peek();
        if (piece == null) {
            return ended ? -1 : 0;
        }
        int count = Math.min(piece.remaining(), target.remaining());
        target.put(piece.slice(piece.position(), count));
        piece.position(piece.position() + count);
        if (!piece.hasRemaining()) {
            pieces.remove();
        }
        return count;
    }

    @Override
    public void demand(Runnable whenReadable) {
        if (demand != null) {
            throw new IllegalStateException("an earlier demand is still open");
        }
        demand = whenReadable;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public String reason() {
        return "";
    }

    @Override
    public Headers headers() {
        return Headers.empty();
    }

    @Override
    public boolean hasBody() {
        return true;
    }

    @Override
    public long contentLength() {
        return -1;
    }

    @Override
    public long declaredLength() {
        return -1;
    }

    @Override
    public Handoff handoff() {
        return null;
    }

    @Override
    public long exitStatus() {
        return -1;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public boolean drain(Duration longest) {
        return true;
    }

    @Override
    public PoolStats stats() {
        throw new UnsupportedOperationException("nobody asks");
    }
}
