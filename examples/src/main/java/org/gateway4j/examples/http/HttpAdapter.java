package org.gateway4j.examples.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each request of the JDK's server be answered by the mount that it is for. What went wrong, which may tell of files,
 * endpoints and what the application wrote, is for the log; the client gets a number by which it is found there.
 */
public final class HttpAdapter implements HttpHandler {

    private static final Logger LOG = LoggerFactory.getLogger(HttpAdapter.class);

    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(408, "The request came too slowly"),
            Map.entry(411, "The length of the body is needed"),
            Map.entry(413, "The body is too large"),
            Map.entry(414, "The target is too long"),
            Map.entry(431, "The header fields are too large"),
            Map.entry(500, "Internal error"),
            Map.entry(501, "Not implemented"),
            Map.entry(502, "The application has failed"),
            Map.entry(503, "The application is busy"),
            Map.entry(504, "The application did not answer in time"));

    private final MountTable mounts;

    public HttpAdapter(MountTable mounts) {
        this.mounts = mounts;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Reply reply = new Reply(exchange, mounts);
        if (exchange.getRequestMethod().equals("TRACE")) {
            // It would show scripts in pages what the browser hides from them (RFC 9110 section 9.3.8).
            reply.header("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
                    .text(405, phrase(405));
            return;
        }
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
            String number = number();
            LOG.error("{} {}: {}", number, request, e, e);
            breakOff(reply, new IOException(e));
            reply.text(500, phrase(500) + " (" + number + ")");
        }
    }

    private static void fail(GatewayRequest request, Reply reply, GatewayException failure) throws IOException {
        String number = number();
        if (failure.blamesBackend()) {
            LOG.warn("{} {}: {}", number, request, failure.getMessage());
        } else {
            LOG.info("{} {}: {}", number, request, failure.getMessage());
        }
        breakOff(reply, failure);
        Duration retryAfter = failure.retryAfter();
        if (retryAfter != null) {
            reply.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        reply.text(failure.suggestedStatus(), phrase(failure.suggestedStatus()) + " (" + number + ")");
    }

    private static String phrase(int status) {
        return PHRASES.getOrDefault(status, "Status " + status);
    }

    private static String number() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    }

    /** The server closes the connection of an exchange whose handler throws. */
    private static void breakOff(Reply reply, IOException failure) throws IOException {
        if (reply.isStarted()) {
            throw failure;
        }
    }
}
