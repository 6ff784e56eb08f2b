package org.gateway4j.examples.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;

/** Makes a request for a gateway of what the JDK's server has parsed. */
final class RequestReader {

    private static final Pattern HOST = Pattern.compile("([\\w.~!$&'()*+,;=%-]*|\\[[0-9A-Fa-f:.]+])(:[0-9]*)?");

    private static final Pattern LENGTH = Pattern.compile("[0-9]+");

    private RequestReader() {}

    /**
     * Reads the head of a request.
     *
     * @throws IllegalArgumentException if it is one that the server should not have let through
     */
    static GatewayRequest read(HttpExchange exchange) {
        checkHost(exchange);
        return GatewayRequest.builder(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString())
                .protocol(exchange.getProtocol())
                .remoteAddress(exchange.getRemoteAddress())
                .localAddress(exchange.getLocalAddress())
                .headers(headers(exchange))
                .body(body(exchange))
                .build();
    }

    /** RFC 9112 section 3.2. */
    private static void checkHost(HttpExchange exchange) {
        List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        boolean needed = exchange.getProtocol().equals("HTTP/1.1");
        if (hosts.size() > 1 || (needed && hosts.isEmpty())) {
            throw new IllegalArgumentException("there must be one Host field, not " + hosts.size());
        }
        if (!hosts.isEmpty() && !HOST.matcher(hosts.get(0)).matches()) {
            throw new IllegalArgumentException("the Host field is no host and port");
        }
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
                : RequestBody.of(new Unclosed(exchange.getRequestBody()), length(length));
    }

    /** RFC 9110 section 8.6. The server takes a sign too, and another that does not would see another request. */
    private static long length(String value) {
        if (!LENGTH.matcher(value).matches()) {
            throw new IllegalArgumentException("the Content-Length field is no number");
        }
        return Long.parseLong(value);
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
