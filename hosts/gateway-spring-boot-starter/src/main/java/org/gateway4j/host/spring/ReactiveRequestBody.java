package org.gateway4j.host.spring;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/**
 * The body of a reactive request. One buffer at most is asked for at a time, and copied: the buffer goes back to its pool before
 * the next one comes. The first is asked for when the application wants the body, because that lets the server send 100.
 */
final class ReactiveRequestBody extends BaseSubscriber<DataBuffer> implements RequestBody {

    private enum State {
        NEW,
        OPEN,
        ENDED,
        BROKEN,
        CLOSED
    }

    private final Flux<DataBuffer> content;
    private final long declared;
    private final @Nullable ReactorConnection connection;
    private State state = State.NEW;
    private @Nullable ByteBuffer piece;
    private @Nullable Throwable failure;
    private @Nullable Runnable wakeUp;
    private boolean demanded;

    private ReactiveRequestBody(Flux<DataBuffer> content, long declared, @Nullable ReactorConnection connection) {
        this.connection = connection;
        this.content = content;
        this.declared = declared;
    }

    /** The body of a request. Without a field that tells of one there is none. */
    static RequestBody of(ServerHttpRequest request, @Nullable ReactorConnection connection) {
        HttpHeaders headers = request.getHeaders();
        boolean open = headers.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                || connection == null && mayHaveUndeclaredBody(request, headers);
        long length = open ? -1 : declaredLength(headers.getFirst(HttpHeaders.CONTENT_LENGTH));
        return length == 0 ? RequestBody.none() : new ReactiveRequestBody(request.getBody(), length, connection);
    }

    /**
     * Whether the end of the body alone can tell of it. Reactor Netty says so by a field in HTTP/2, too. Other servers do not, and
     * Spring does not tell which protocol they speak.
     */
    private static boolean mayHaveUndeclaredBody(ServerHttpRequest request, HttpHeaders headers) {
        return !headers.containsHeader(HttpHeaders.CONTENT_LENGTH)
                && !request.getMethod().equals(HttpMethod.GET)
                && !request.getMethod().equals(HttpMethod.HEAD);
    }

    /** What is no length has none: the relay refuses it. */
    private static long declaredLength(@Nullable String length) {
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }

    @Override
    public long length() {
        return declared;
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        ByteBuffer from = piece;
        if (from != null) {
            int count = Math.min(from.remaining(), target.remaining());
            target.put(from.slice(from.position(), count));
            from.position(from.position() + count);
            if (!from.hasRemaining()) {
                piece = null;
            }
            return count;
        }
        return switch (state) {
            case NEW, OPEN -> 0;
            case ENDED -> -1;
            case BROKEN -> throw new IOException("the request broke off", failure);
            case CLOSED -> throw new IOException("the request is over");
        };
    }

    @Override
    public void whenReadable(Runnable action) {
        State before;
        boolean waits;
        boolean asks;
        synchronized (this) {
            before = state;
            wakeUp = action;
            waits = piece == null && (state == State.NEW || state == State.OPEN);
            asks = waits && !demanded;
            demanded |= asks;
            if (asks && state == State.NEW) {
                state = State.OPEN;
            }
        }
        if (!waits) {
            wakeUp();
        } else if (asks && before == State.NEW) {
            content.subscribe(this);
        } else if (asks) {
            request(1);
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(1);
    }

    @Override
    protected void hookOnNext(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        boolean empty = bytes.length == 0;
        synchronized (this) {
            demanded = empty;
            if (!empty && state == State.OPEN) {
                piece = ByteBuffer.wrap(bytes);
            }
        }
        if (empty) {
            request(1);
        } else {
            wakeUp();
        }
    }

    @Override
    protected void hookOnComplete() {
        Throwable broken = connection == null ? null : connection.decoderFailure();
        over(broken == null ? State.ENDED : State.BROKEN, broken);
    }

    @Override
    protected void hookOnError(Throwable cause) {
        over(State.BROKEN, cause);
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

    /** Without a subscriber, the server drops what it holds and what still comes. */
    @Override
    public void close() {
        boolean subscribed;
        synchronized (this) {
            subscribed = state == State.OPEN;
            state = State.CLOSED;
            piece = null;
        }
        if (subscribed) {
            cancel();
        }
    }
}
