package org.gateway4j.host.jdk;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.ResponseHead;

/** The response of one exchange. */
final class ExchangeSink implements BlockingSink {

    /** A chunked body, in {@link HttpExchange#sendResponseHeaders}. */
    private static final int CHUNKED = 0;

    private static final int NO_BODY = -1;

    private final HttpExchange exchange;

    ExchangeSink(HttpExchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void head(ResponseHead head) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        head.headers().forEach(headers::add);
        if (head.hasBody()) {
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
    public void end() {
        exchange.close();
    }

    /** The server closes the connection of a handler that throws, without the last chunk. */
    @Override
    public void abort(Throwable cause) throws IOException {
        throw cause instanceof IOException e ? e : new IOException(cause);
    }
}
