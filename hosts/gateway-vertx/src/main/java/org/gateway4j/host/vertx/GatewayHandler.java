package org.gateway4j.host.vertx;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.Mounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets gateways answer the requests of an {@link io.vertx.core.http.HttpServer}, over HTTP/1 and HTTP/2:
 *
 * <pre>{@code
 * vertx.createHttpServer()
 *         .requestHandler(new GatewayHandler(vertx, mounts))
 *         .listen(8080);
 * }</pre>
 *
 * <p>A request that no mount takes is answered with 404. {@link GatewayRoute} makes the handler a part of a router, which then
 * asks its next route. The paths of the mounts begin at the root of the server in both cases.
 *
 * <p>An {@link AsyncGateway} runs on the event loop of the client's connection, with either the NIO or the epoll transport of
 * Vert.x, and no thread waits for the application. For a {@link Gateway}, threads of Vert.x's worker pool wait, one for each
 * exchange; {@link Mounts#async} lets those of another executor wait.
 *
 * <p>A client that leaves ends its exchange at once, even while the application is silent, unless it has sent another request
 * already. The handler closes no gateway. Close the gateways before {@link Vertx}. Safe for use by any number of threads.
 */
public final class GatewayHandler implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);

    private static final int NOT_FOUND = 404;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private final AsyncRelay relay;
    private final Loops loops = new Loops();

    /**
     * A handler for one gateway, which answers all paths.
     *
     * @param vertx whose threads wait for the gateway
     * @param gateway the gateway; the handler does not close it
     */
    public GatewayHandler(Vertx vertx, Gateway gateway) {
        this(vertx, Mounts.of(gateway));
    }

    /**
     * A handler for one gateway, which answers all paths.
     *
     * @param vertx what the server belongs to
     * @param gateway the gateway; the handler does not close it
     */
    public GatewayHandler(Vertx vertx, AsyncGateway gateway) {
        this(vertx, Mounts.of(gateway));
    }

    /**
     * A handler for these mounts, with the defaults of all settings.
     *
     * @param vertx whose threads wait for the gateways that block
     * @param mounts the mounts, with gateways of either kind
     */
    public GatewayHandler(Vertx vertx, Mounts mounts) {
        this(vertx, mounts, HostConfig.defaults());
    }

    /**
     * A handler for these mounts.
     *
     * @param vertx whose threads wait for the gateways that block
     * @param mounts the mounts, with gateways of either kind
     * @param config what the host does beside them
     */
    public GatewayHandler(Vertx vertx, Mounts mounts, HostConfig config) {
        relay = new AsyncRelay(mounts.async(workers(vertx)), config);
    }

    private static Executor workers(Vertx vertx) {
        return task -> vertx.executeBlocking(
                () -> {
                    task.run();
                    return null;
                },
                false);
    }

    @Override
    public void handle(HttpServerRequest request) {
        HostRequest facts = RequestFacts.of(request);
        Exchange exchange = exchange(request, departure(request.response()));
        if (relay.takes(facts)) {
            serve(facts, exchange);
        } else {
            refuse(facts, exchange, NOT_FOUND);
        }
    }

    private static Consumer<Runnable> departure(HttpServerResponse response) {
        return action -> {
            response.exceptionHandler(failure -> action.run());
            response.closeHandler(closed -> action.run());
        };
    }

    private Exchange exchange(HttpServerRequest request, Consumer<Runnable> departure) {
        return new Exchange(request, loops.of(request), departure);
    }

    /**
     * Serves a request.
     *
     * @param facts what a relay is to know of it, without a body
     * @param departure registers what is to be run when the client is gone
     * @return false if no mount takes the request; nothing of it was touched
     */
    boolean serve(HttpServerRequest request, HostRequest facts, Consumer<Runnable> departure) {
        if (!relay.takes(facts)) {
            return false;
        }
        serve(facts, exchange(request, departure));
        return true;
    }

    private void serve(HostRequest facts, Exchange exchange) {
        if (exchange.bodyIsLost()) {
            LOG.error("a request's body was read before the gateway could: its handler must come before BodyHandler,"
                    + " and who answers later than at once must pause the request");
            refuse(facts, exchange, INTERNAL_SERVER_ERROR);
            return;
        }
        exchange.begin(facts, sink -> relay.serve(facts, exchange.loop(), sink));
    }

    private void refuse(HostRequest facts, Exchange exchange, int status) {
        exchange.begin(facts, sink -> relay.refuse(facts, exchange.loop(), sink, status));
    }
}
