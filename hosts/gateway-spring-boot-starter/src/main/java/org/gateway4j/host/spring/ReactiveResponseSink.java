package org.gateway4j.host.spring;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;

/**
 * The response of a reactive exchange. Each piece is a group of its own, which the server flushes. It asks for a group when the one
 * before is written, so the number of those that it has not asked for tells whether the client takes more.
 */
final class ReactiveResponseSink implements AsyncSink {

    private static final int PIECE = 16 * 1024;
    private static final int MOST_WAITING = 2;

    private final ServerHttpResponse response;
    private final @Nullable ReactorConnection connection;
    private final EventLoop loop;
    private final MonoSink<Mono<Void>> answer;
    private final Sinks.Many<Publisher<DataBuffer>> groups =
            Sinks.many().unicast().onBackpressureBuffer();
    private final AtomicInteger waiting = new AtomicInteger();
    private boolean committed;
    private boolean hasBody;
    private @Nullable ByteBuffer room;
    private @Nullable Runnable whenWritable;
    private volatile @Nullable Runnable clientGone;
    private volatile boolean gone;

    ReactiveResponseSink(
            ServerWebExchange exchange,
            @Nullable ReactorConnection connection,
            EventLoop loop,
            MonoSink<Mono<Void>> answer) {
        this.connection = connection;
        this.response = exchange.getResponse();
        this.loop = loop;
        this.answer = answer;
        answer.onCancel(this::gone);
    }

    private void gone() {
        gone = true;
        Runnable action = clientGone;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public void onClientGone(Runnable action) {
        clientGone = action;
        if (gone) {
            action.run();
        }
    }

    @Override
    public void head(ResponseHead head) {
        committed = true;
        hasBody = head.hasBody();
        response.setRawStatusCode(head.status());
        HttpHeaders fields = response.getHeaders();
        head.datedHeaders().forEach(fields::add);
        if (head.length() >= 0) {
            fields.set(HttpHeaders.CONTENT_LENGTH, Long.toString(head.length()));
        } else if (hasBody && connection != null) {
            connection.frameByClosing();
        }
        if (hasBody) {
            groups.tryEmitNext(Mono.empty());
            answer.success(response.writeAndFlushWith(groups.asFlux().doOnCancel(this::gone)));
        }
    }

    @Override
    public boolean isWritable() {
        return gone || waiting.get() < MOST_WAITING;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
        if (isWritable()) {
            loop.execute(this::drained);
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
        room = null;
        waiting.incrementAndGet();
        groups.tryEmitNext(Mono.fromSupplier(() -> taken(piece)));
    }

    /** The server has written what came before. */
    private DataBuffer taken(ByteBuffer piece) {
        waiting.decrementAndGet();
        loop.execute(this::drained);
        return response.bufferFactory().wrap(piece);
    }

    /** Nothing is held back: each group is flushed. */
    @Override
    public void flush() {}

    @Override
    public void end() {
        if (hasBody) {
            groups.tryEmitComplete();
        } else {
            answer.success(response.setComplete());
        }
        room = null;
    }

    @Override
    public void abort(Throwable cause) {
        if (connection != null) {
            connection.close();
        }
        if (committed && hasBody) {
            groups.tryEmitError(cause);
        } else {
            answer.error(cause);
        }
        room = null;
        whenWritable = null;
    }
}
