package org.gateway4j.examples.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.InputStream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;

/** Makes a request for a gateway of what the JDK's server has parsed. */
final class RequestReader {

    private RequestReader() {}

    /**
     * Reads the head of a request.
     *
     * @throws IllegalArgumentException if it is one that the server should not have let through
     */
    static GatewayRequest read(HttpExchange exchange) {
        return GatewayRequest.builder(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString())
                .protocol(exchange.getProtocol())
                .remoteAddress(exchange.getRemoteAddress())
                .localAddress(exchange.getLocalAddress())
                .headers(headers(exchange))
                .body(body(exchange))
                .build();
    }

    /** Without Expect: the server has sent the interim response already. */
    private static Headers headers(HttpExchange exchange) {
        Headers.Builder headers = Headers.builder();
        exchange.getRequestHeaders().forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        return headers.remove("Expect").build();
    }

    private static RequestBody body(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
            return RequestBody.of(new Unclosed(exchange.getRequestBody()), -1);
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length == null
                ? RequestBody.none()
                : RequestBody.of(new Unclosed(exchange.getRequestBody()), Long.parseLong(length));
    }

    /**
     * To close the server's stream is to read on to its end. That must wait until the answer is out: the client may be
     * waiting for it before it sends the rest.
     */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {}
    }
}
