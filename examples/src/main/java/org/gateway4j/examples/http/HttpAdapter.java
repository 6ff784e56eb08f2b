package org.gateway4j.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets each request of the JDK's server be answered by the mount that it is for. */
public final class HttpAdapter implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HttpAdapter.class);

    private final MountTable mounts;

    public HttpAdapter(MountTable mounts) {
        this.mounts = mounts;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Reply reply = new Reply(exchange, mounts);
        GatewayRequest request;
        try {
            request = RequestReader.read(exchange);
        } catch (IllegalArgumentException e) {
            reply.text(400, "Bad request: " + e.getMessage());
            return;
        }
        try {
            mounts.answer(request, reply);
        } catch (GatewayException e) {
            fail(request, reply, e);
        } catch (RuntimeException e) {
            LOG.error("{}: {}", request, e, e);
            breakOff(reply, new IOException(e));
            reply.text(500, "Internal error");
        }
    }

    private static void fail(GatewayRequest request, Reply reply, GatewayException failure) throws IOException {
        if (failure.blamesBackend()) {
            LOG.warn("{}: {}", request, failure.getMessage());
        } else {
            LOG.debug("{}: {}", request, failure.getMessage());
        }
        breakOff(reply, failure);
        failure.retryAfter()
                .ifPresent(time -> reply.header("Retry-After", Long.toString(Math.max(1, time.toSeconds()))));
        reply.text(failure.suggestedStatus(), String.valueOf(failure.getMessage()));
    }

    /** The server closes the connection of an exchange whose handler throws. */
    private static void breakOff(Reply reply, IOException failure) throws IOException {
        if (reply.isStarted()) {
            throw failure;
        }
    }
}
