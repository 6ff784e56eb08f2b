package org.gateway4j.host.undertow;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.StreamSinkConduit;

/** A request of Undertow and its response, until both are over. Safe for use by several threads. */
final class Exchange {

    static final int TOO_LARGE = StatusCodes.REQUEST_ENTITY_TOO_LARGE;

    private enum State {
        /** The response is not whole yet. */
        OPEN,
        /** The response is sent, and what is left of the request is dropped. */
        LINGERING,
        /** Nothing is to be done any more. */
        OVER
    }

    /** How long a client may go on sending a request that is answered already. */
    private static final long LINGER_SECONDS = 5;

    private final HttpServerExchange undertow;
    private final RequestContent content;
    private final ClientWatch watch;
    private volatile Runnable whenClientGone = () -> {};
    private @Nullable StreamSinkChannel response;
    private State state = State.OPEN;

    /** From now on, nobody else may read the content. The request gets it as its body. */
    Exchange(HttpServerExchange undertow, HostRequest request) {
        this.undertow = undertow;
        content = new RequestContent(undertow, this::watchClient);
        watch = ClientWatch.of(undertow, this::clientGone);
        undertow.addExchangeCompleteListener(this::completed);
        if (isEndUnknown()) {
            undertow.setPersistent(false);
        }
        request.body(content);
    }

    /** Undertow reads any transfer coding as chunks, so what follows such a body may be a part of it. */
    private boolean isEndUnknown() {
        String coding = undertow.getRequestHeaders().getLast(Headers.TRANSFER_ENCODING);
        return coding != null && !coding.equalsIgnoreCase(Headers.CHUNKED.toString());
    }

    /**
     * The connection belongs to the next request from now on. Undertow completes an exchange by itself with the last byte of a
     * declared length, which may be sent long before the gateway hears of the end.
     */
    private void completed(HttpServerExchange completed, ExchangeCompletionListener.NextListener next) {
        advance(State.OVER);
        watch.end();
        next.proceed();
    }

    HttpServerExchange undertow() {
        return undertow;
    }

    PooledByteBuffer buffer() {
        ByteBufferPool pool = undertow.getConnection().getByteBufferPool();
        return pool.allocate();
    }

    /** Runs what belongs to the connection of the client. */
    Executor ioThread() {
        return undertow.getIoThread();
    }

    /** Whether the client has declared more than Undertow accepts. */
    boolean isTooLarge() {
        return content.isTooLarge();
    }

    /** Begins to look after the client. */
    void onClientGone(Runnable action) {
        whenClientGone = action;
        watchClient();
    }

    private void watchClient() {
        watch.begin();
    }

    void clientGone() {
        whenClientGone.run();
    }

    /**
     * Sets status and fields of the response.
     *
     * @param whenWritable run on the I/O thread when there is room after a write or flush that was not complete
     * @return takes the body
     */
    StreamSinkChannel commit(ResponseHead head, Runnable whenWritable) {
        setFields(head);
        if (content.isAwaited()) {
            undertow.setPersistent(false);
        }
        StreamSinkChannel channel = Objects.requireNonNull(undertow.getResponseChannel(), "somebody else answers");
        channel.getWriteSetter().set(opened -> {
            if (opened.isOpen()) {
                whenWritable.run();
            } else {
                clientGone();
            }
        });
        response = channel;
        return channel;
    }

    private void setFields(ResponseHead head) {
        undertow.setStatusCode(head.status());
        if (!head.reason().isEmpty()) {
            undertow.setReasonPhrase(head.reason());
        }
        HeaderMap fields = undertow.getResponseHeaders();
        head.headers().forEach((name, value) -> {
            HttpString key = HttpString.tryFromString(name);
            if (key.equals(Headers.DATE) || key.equals(Headers.SERVER)) {
                fields.put(key, value);
            } else {
                fields.add(key, value);
            }
        });
        if (head.length() >= 0) {
            undertow.setResponseContentLength(head.length());
        }
    }

    /** The last byte of the response is flushed. The client gets some time to send what is left of its request. */
    void end() {
        if (!advance(State.LINGERING)) {
            return;
        }
        if (undertow.isRequestComplete()) {
            complete();
        } else if (content.isAwaited()) {
            cut();
        } else {
            linger();
        }
    }

    private void linger() {
        try {
            XnioIoThread thread = undertow.getIoThread();
            XnioExecutor.Key limit = thread.executeAfter(this::cut, LINGER_SECONDS, TimeUnit.SECONDS);
            endOutput();
            thread.execute(() -> content.discard(() -> {
                limit.remove();
                complete();
            }));
        } catch (IOException | RejectedExecutionException e) {
            cut();
        }
    }

    /** A response may be whole only with the end of the connection. */
    private void endOutput() throws IOException {
        if (!undertow.isPersistent() && undertow.getConnection() instanceof HttpServerConnection connection) {
            StreamSinkConduit output = connection.getOriginalSinkConduit();
            output.terminateWrites();
            output.flush();
        }
    }

    private void complete() {
        if (advance(State.OVER)) {
            undertow.endExchange();
        }
    }

    private void cut() {
        if (advance(State.OVER)) {
            close();
        }
    }

    /** Ends without an end of the response: the client sees the connection closed, or the stream reset. */
    void abort() {
        if (isOpen() && advance(State.OVER)) {
            watch.end();
            close();
        }
    }

    private void close() {
        IoUtils.safeClose(undertow.getConnection());
        IoUtils.safeClose(response);
        undertow.endExchange();
    }

    private synchronized boolean isOpen() {
        return state == State.OPEN;
    }

    private synchronized boolean advance(State next) {
        boolean later = next.compareTo(state) > 0;
        if (later) {
            state = next;
        }
        return later;
    }
}
