package org.gateway4j.benchmarks.host;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import org.gateway4j.Endpoint;

/** Undertow, as it is by default. */
final class UndertowHost {

    private UndertowHost() {}

    static int start(HttpHandler handler) {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(handler)
                .build();
        server.start();
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** With a queue: a connection is busy until shortly after its answer is complete, and without a queue that is a 503. */
    static HttpHandler proxy(Endpoint endpoint, int connections) {
        LoadBalancingProxyClient client = new LoadBalancingProxyClient()
                .addHost(URI.create("ajp://" + endpoint))
                .setConnectionsPerThread(connections)
                .setMaxQueueSize(connections);
        return ProxyHandler.builder().setProxyClient(client).build();
    }

    /** The same answer to all. */
    static final class StaticAnswer implements HttpHandler {

        private static final HttpString[] NAMES = {
            new HttpString(StaticContent.HEADERS[0]),
            new HttpString(StaticContent.HEADERS[2]),
            new HttpString(StaticContent.HEADERS[4]),
        };

        @Override
        public void handleRequest(HttpServerExchange exchange) {
            for (int i = 0; i < NAMES.length; i++) {
                exchange.getResponseHeaders().put(NAMES[i], StaticContent.HEADERS[2 * i + 1]);
            }
            exchange.getResponseSender().send(ByteBuffer.wrap(StaticContent.BODY));
        }
    }

    /** The same answer after a bare exchange, on a worker thread. */
    static HttpHandler bare(BareExchange exchange) {
        HttpHandler answer = new StaticAnswer();
        return new BlockingHandler(request -> {
            exchange.run();
            answer.handleRequest(request);
        });
    }
}
