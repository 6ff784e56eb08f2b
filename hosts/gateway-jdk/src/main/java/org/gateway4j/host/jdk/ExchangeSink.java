package org.gateway4j.host.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.ResponseHead;

/**
 * The response of one exchange. If a chunked request has not come to a clean end before it, the connection is closed after it:
 * the server fails at trailers, leaves them unread, and would take them for the next request.
 */
final class ExchangeSink implements BlockingSink {

    /** A chunked body, in {@link HttpExchange#sendResponseHeaders}. */
    private static final int CHUNKED = 0;

    private static final int NO_BODY = -1;

    /** The most that is read of a body that nobody wanted. To close before its end can cost the client the answer. */
    private static final int MOST_DRAINED = 8 * 1024 * 1024;

    private static final int PIECE = 32 * 1024;

    private final HttpExchange exchange;
    private final RequestStream request;
    private final Duration longestDrain;

    /** A body of declared length is whole for the client before the server ends it. */
    private boolean lengthDeclared;

    /**
     * A sink.
     *
     * @param longestDrain how long a client may go on sending a body that nobody wants, when its response is whole
     */
    ExchangeSink(HttpExchange exchange, RequestStream request, Duration longestDrain) {
        this.exchange = exchange;
        this.request = request;
        this.longestDrain = longestDrain;
    }

    @Override
    public void head(ResponseHead head) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        head.headers().forEach(headers::add);
        if (exchange.getRequestHeaders().containsKey("Transfer-Encoding") && !request.isEnded()) {
            headers.set("Connection", "close");
        }
        if (head.hasBody()) {
            lengthDeclared = head.length() > 0;
            exchange.sendResponseHeaders(head.status(), head.length() < 0 ? CHUNKED : head.length());
            return;
        }
        if (head.length() > 0) {
            headers.set("Content-Length", Long.toString(head.length()));
        }
        exchange.sendResponseHeaders(head.status(), NO_BODY);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        exchange.getResponseBody().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        exchange.getResponseBody().flush();
    }

    @Override
    public void end() throws IOException {
        if (lengthDeclared) {
            flush();
            drain();
        }
        exchange.close();
    }

    /** The client has its whole response, and may still be sending. */
    private void drain() throws IOException {
        if (request.isEnded()) {
            return;
        }
        try (DrainDeadline deadline = new DrainDeadline(longestDrain)) {
            byte[] piece = new byte[PIECE];
            int drained = 0;
            try {
                while (!request.isEnded() && drained < MOST_DRAINED) {
                    drained += request.read(piece);
                }
            } catch (IOException e) {
                if (!deadline.isExpired()) {
                    throw e;
                }
            }
        }
    }

    /** The server closes the connection of a handler that throws, without the last chunk. */
    @Override
    public void abort(Throwable cause) throws IOException {
        throw cause instanceof IOException e ? e : new IOException(cause);
    }
}
