package org.gateway4j.host.jdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.host.BlockingRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.Mounts;

/**
 * Lets gateways answer the requests of a {@link com.sun.net.httpserver.HttpServer}:
 *
 * <pre>{@code
 * HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
 * server.setExecutor(Executors.newFixedThreadPool(64));
 * server.createContext("/", new GatewayHandler(mounts));
 * server.start();
 * }</pre>
 *
 * <p>The paths of the mounts begin at the root of the server, whatever the path of the context is. A request that no mount takes
 * is answered with 404. Each exchange holds a thread of the server's executor; without an executor the server serves one client
 * at a time.
 *
 * <p>The server sends {@code 100 Continue} before the handler is called. It cannot tell that a client is gone while the
 * application is silent: the exchange ends with the next piece that cannot be written.
 *
 * <p>A client that has its whole response may go on sending a body that the application did not want, for five seconds or up to
 * 8 MiB. Its connection is closed then: the thread of the exchange is free.
 *
 * <p>Safe for use by any number of threads.
 */
public final class GatewayHandler implements HttpHandler {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

    private final BlockingRelay relay;
    private final Duration longestDrain;

    /**
     * A handler for one gateway, which answers all paths.
     *
     * @param gateway the gateway; the handler does not close it
     */
    public GatewayHandler(Gateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A handler for these mounts, with the defaults of all settings.
     *
     * @param mounts the mounts
     * @throws IllegalArgumentException if a mount has a gateway for event loops
     */
    public GatewayHandler(Mounts mounts) {
        this(mounts, HostConfig.defaults());
    }

    /**
     * A handler for these mounts.
     *
     * @param mounts the mounts
     * @param config what the host does beside them
     * @throws IllegalArgumentException if a mount has a gateway for event loops
     */
    public GatewayHandler(Mounts mounts, HostConfig config) {
        this(mounts, config, LONGEST_DRAIN);
    }

    GatewayHandler(Mounts mounts, HostConfig config, Duration longestDrain) {
        relay = new BlockingRelay(mounts, config);
        this.longestDrain = longestDrain;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        long length = length(exchange);
        RequestStream body = new RequestStream(exchange.getRequestBody(), length);
        HostRequest request = request(exchange).body(body, length);
        ExchangeSink sink = new ExchangeSink(exchange, body, longestDrain);
        if (!relay.serve(request, sink)) {
            relay.refuse(request, sink, 404);
        }
    }

    private static HostRequest request(HttpExchange exchange) {
        HostRequest request = HostRequest.of(
                        exchange.getRequestMethod(), exchange.getRequestURI().toString())
                .protocol(exchange.getProtocol())
                .remoteAddress(exchange.getRemoteAddress())
                .localAddress(exchange.getLocalAddress());
        exchange.getRequestHeaders().forEach((name, values) -> addFields(request, name, values));
        if (exchange instanceof HttpsExchange encrypted) {
            request.tls(encrypted.getSSLSession());
        }
        HttpPrincipal user = exchange.getPrincipal();
        if (user != null) {
            request.user(user.getUsername(), "Basic");
        }
        return request;
    }

    /** Without Expect: the server has sent the interim response already. */
    private static void addFields(HostRequest request, String name, List<String> values) {
        if (!name.equalsIgnoreCase("Expect")) {
            values.forEach(value -> request.field(name, value));
        }
    }

    /** What the relay refuses, the server has taken for 0. */
    private static long length(HttpExchange exchange) {
        if (exchange.getRequestHeaders().containsKey("Transfer-Encoding")) {
            return -1;
        }
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
    }
}
