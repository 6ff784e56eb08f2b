package org.gateway4j.host.vertx;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.netty.NettyLoop;
import org.jspecify.annotations.Nullable;

/** A request of Vert.x and its response, until nothing of both is left on the connection. Its loop calls the methods. */
final class Exchange {

    /** How long a client may go on sending a request that is answered already. */
    private static final long LINGER_SECONDS = 5;

    private static final long NO_ERROR = 0;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final NettyLoop loop;
    private final Consumer<Runnable> departure;
    private final boolean bodyIsLost;
    private final @Nullable RequestContent content;

    /**
     * An exchange that has not begun.
     *
     * @param departure registers what is to be run when the client is gone
     */
    Exchange(HttpServerRequest request, NettyLoop loop, Consumer<Runnable> departure) {
        this.request = request;
        this.loop = loop;
        this.departure = departure;
        response = request.response();
        bodyIsLost = RequestContent.isLost(request);
        content = bodyIsLost ? null : RequestContent.of(request, loop);
    }

    NettyLoop loop() {
        return loop;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return response;
    }

    /** Whether some of the body was read before the exchange was made. */
    boolean bodyIsLost() {
        return bodyIsLost;
    }

    /** Adds the body to the facts, and starts a relay. */
    void begin(HostRequest facts, Consumer<AsyncSink> relay) {
        AsyncSink sink = new ResponseSink(this);
        if (content == null) {
            relay.accept(sink);
            return;
        }
        facts.body(content);
        content.open();
        loop.execute(() -> relay.accept(sink));
    }

    void onClientGone(Runnable action) {
        departure.accept(action);
        if (response.closed()) {
            action.run();
        }
    }

    /** Whether the client is not going to send its body, so that where the next request begins is not known. */
    boolean withholdsBody() {
        return content != null && content.isAwaited() && !RequestFacts.isNew(request);
    }

    /**
     * The last piece of the response is handed over.
     *
     * @param sent completes when the response is written
     * @param last whether the end of the connection ends the response
     */
    void end(Future<Void> sent, boolean last) {
        if (last || withholdsBody()) {
            sent.onComplete(done -> request.connection().close());
        } else if (content != null && !content.hasArrived()) {
            linger(content, sent);
        }
    }

    /** A client that still sends might not see the response: closing a connection with unread bytes resets it. */
    private void linger(RequestContent unread, Future<Void> sent) {
        unread.discard();
        sent.onComplete(done -> ((HttpServerRequestInternal) request)
                .context()
                .timer(LINGER_SECONDS, TimeUnit.SECONDS)
                .onSuccess(over -> giveUp()));
    }

    private void giveUp() {
        if (content != null && !content.hasArrived()) {
            if (RequestFacts.isNew(request)) {
                response.reset(NO_ERROR);
            } else {
                request.connection().close();
            }
        }
    }

    /** Ends without an end of the response: the connection is closed, or the stream reset. */
    void abort() {
        if (RequestFacts.isNew(request)) {
            response.cancel();
        } else {
            request.connection().close();
        }
    }
}
