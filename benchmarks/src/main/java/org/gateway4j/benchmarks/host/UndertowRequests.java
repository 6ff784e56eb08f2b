package org.gateway4j.benchmarks.host;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;

/** Undertow's requests, for a gateway. A body is read on a thread that may block. */
final class UndertowRequests {

    private UndertowRequests() {}

    static GatewayRequest of(HttpServerExchange exchange) {
        String query = exchange.getQueryString();
        String path = exchange.getRequestURI();
        GatewayRequest.Builder copy = GatewayRequest.builder(
                        exchange.getRequestMethod().toString(), query.isEmpty() ? path : path + "?" + query)
                .protocol(exchange.getProtocol().toString())
                .scheme(exchange.getRequestScheme())
                .remoteAddress(exchange.getSourceAddress())
                .localAddress(exchange.getDestinationAddress());
        for (HeaderValues values : exchange.getRequestHeaders()) {
            for (String value : values) {
                copy.header(values.getHeaderName().toString(), value);
            }
        }
        if (!exchange.isRequestComplete()) {
            copy.body(RequestBody.of(exchange.getInputStream(), exchange.getRequestContentLength()));
        }
        return copy.build();
    }
}
