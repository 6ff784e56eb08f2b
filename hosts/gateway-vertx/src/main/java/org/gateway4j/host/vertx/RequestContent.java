package org.gateway4j.host.vertx;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.gateway4j.RequestBody;
import org.gateway4j.host.netty.NettyLoop;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request. It is paused, and Vert.x hands out a piece of it on demand. Gateways may read it on any thread;
 * Vert.x is asked for it on the loop. Safe for use by several threads.
 */
final class RequestContent implements RequestBody {

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final int UNKNOWN = -1;
    private static final int NOT_ASKED_FOR = -2;

    private enum State {
        /** More is to come. */
        OPEN,
        /** The end has come. */
        ENDED,
        /** Neither more nor the end comes. */
        BROKEN
    }

    private final HttpServerRequest request;
    private final NettyLoop loop;
    private final long declared;
    private final boolean expects;
    private State state = State.OPEN;
    private long length = NOT_ASKED_FOR;
    private long received;

    /** What has come and nobody has taken yet. */
    private @Nullable ByteBuffer piece;

    /** All of it, if it came in one piece. */
    private @Nullable ByteBuffer whole;

    private @Nullable Throwable failure;
    private @Nullable Runnable wakeUp;
    private boolean demanded;
    private boolean continued;
    private boolean closed;

    private RequestContent(HttpServerRequest request, NettyLoop loop, long declared) {
        this.request = request;
        this.loop = loop;
        this.declared = declared;
        expects = request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }

    /** The content of a request, or null if it has none. */
    static @Nullable RequestContent of(HttpServerRequest request, NettyLoop loop) {
        long length = declaredLength(request);
        return length == 0 ? null : new RequestContent(request, loop, length);
    }

    /** Whether somebody else has read some of the content of a request. */
    static boolean isLost(HttpServerRequest request) {
        return request.bytesRead() > 0 || request.isEnded() && declaredLength(request) != 0;
    }

    /** By the words of the client. What is no length has none: the relay refuses it. */
    private static long declaredLength(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return UNKNOWN;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return RequestFacts.isNew(request) && !request.isEnded() ? UNKNOWN : 0;
        }
        return LENGTH.matcher(length).matches() ? Long.parseLong(length) : 0;
    }

    /** Begins to receive. What has come together with the head is there when the loop runs its next task. */
    void open() {
        demanded = true;
        request.pause();
        request.handler(this::arrived)
                .endHandler(end -> over(State.ENDED, null))
                .exceptionHandler(cause -> over(State.BROKEN, cause))
                .fetch(1);
    }

    private void arrived(Buffer bytes) {
        boolean last;
        synchronized (this) {
            demanded = false;
            received += bytes.length();
            last = received == declared;
            if (!closed) {
                piece = ByteBuffer.wrap(bytes.getBytes());
                whole = bytes.length() == declared ? piece.duplicate() : null;
            }
        }
        if (last) {
            fetch(); // The end, which nobody may ask for.
        }
        wakeUp();
    }

    private void over(State how, @Nullable Throwable cause) {
        synchronized (this) {
            if (state == State.OPEN) {
                state = how;
                failure = cause;
            }
        }
        wakeUp();
    }

    private void wakeUp() {
        Runnable action;
        synchronized (this) {
            action = wakeUp;
            wakeUp = null;
        }
        if (action != null) {
            action.run();
        }
    }

    @Override
    public synchronized long length() {
        if (length == NOT_ASKED_FOR) {
            length = state == State.ENDED && received == 0 ? 0 : declared;
        }
        return length;
    }

    @Override
    public synchronized @Nullable ByteBuffer inMemory() {
        return whole == null ? null : whole.duplicate();
    }

    @Override
    public synchronized boolean replayable() {
        return whole != null;
    }

    @Override
    public synchronized void rewind() {
        piece = inMemory();
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new IOException("the request is over");
        }
        if (piece != null) {
            return take(piece, target);
        }
        if (state == State.BROKEN) {
            throw new IOException("the request broke off", failure);
        }
        return isOpen() ? 0 : -1;
    }

    private int take(ByteBuffer from, ByteBuffer target) {
        int count = Math.min(from.remaining(), target.remaining());
        target.put(from.slice(from.position(), count));
        from.position(from.position() + count);
        if (!from.hasRemaining()) {
            piece = null;
        }
        return count;
    }

    private boolean isOpen() {
        return state == State.OPEN && received != declared;
    }

    @Override
    public void whenReadable(Runnable action) {
        boolean waits;
        synchronized (this) {
            wakeUp = action;
            waits = piece == null && isOpen();
        }
        if (!waits) {
            wakeUp();
        } else if (loop.inEventLoop()) {
            demand();
        } else {
            loop.execute(this::demand);
        }
    }

    private void demand() {
        HttpServerResponse response = request.response();
        boolean first;
        synchronized (this) {
            if (wakeUp == null) {
                return; // Something has come before the loop got here: another piece would take its place.
            }
            first = isAwaited() && !response.headWritten();
            continued |= first;
        }
        if (first) {
            response.writeContinue();
        }
        fetch();
    }

    private void fetch() {
        synchronized (this) {
            if (demanded || state != State.OPEN) {
                return;
            }
            demanded = true;
        }
        request.fetch(1);
    }

    /** Whether the client waits for a word before it sends anything (RFC 9110 section 10.1.1). */
    synchronized boolean isAwaited() {
        return expects && !continued && received == 0 && state == State.OPEN;
    }

    /** Whether nothing more will come. */
    synchronized boolean hasArrived() {
        return state != State.OPEN;
    }

    /** Drops what is there and what comes. */
    void discard() {
        close();
        if (!hasArrived()) {
            request.resume();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        piece = null;
    }
}
