package org.gateway4j.benchmarks.host;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;

/** A gateway behind Undertow, on Undertow's worker threads. */
final class UndertowGatewayHandler implements HttpHandler {

    private final Gateway gateway;

    UndertowGatewayHandler(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        if (exchange.isInIoThread()) {
            exchange.dispatch(this);
            return;
        }
        exchange.startBlocking();
        try (GatewayResponse answer = gateway.dispatch(UndertowRequests.of(exchange))) {
            exchange.setStatusCode(answer.status());
            Headers headers = answer.headers();
            for (int i = 0; i < headers.size(); i++) {
                exchange.getResponseHeaders().add(HttpString.tryFromString(headers.name(i)), headers.value(i));
            }
            OutputStream output = exchange.getOutputStream();
            answer.body().transferTo(output);
            output.close();
        } catch (GatewayException e) {
            if (exchange.isResponseStarted()) {
                // Ending the response would make a cut one look whole.
                exchange.getConnection().close();
                return;
            }
            exchange.setStatusCode(e.suggestedStatus()).endExchange();
        }
    }
}
