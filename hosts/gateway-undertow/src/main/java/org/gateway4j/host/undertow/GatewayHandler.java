package org.gateway4j.host.undertow;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.Mounts;
import org.jspecify.annotations.Nullable;

/**
 * Lets gateways answer the requests of an Undertow server, over HTTP/1 and HTTP/2:
 *
 * <pre>{@code
 * Undertow server = Undertow.builder()
 *         .addHttpListener(8080, "localhost")
 *         .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 64L << 20)
 *         .setHandler(new GatewayHandler(mounts))
 *         .build();
 * server.start();
 * }</pre>
 *
 * <p>The paths of the mounts begin at the root of the server, whatever path handlers this one is in. A request that no mount takes
 * goes to the {@linkplain #setNext next handler}. Without one it is answered with 404.
 *
 * <p>If all mounts have a {@link Gateway}, each exchange runs on a thread of Undertow's worker, or on the thread that calls the
 * handler, unless that is an I/O thread. If a mount has an {@link AsyncGateway}, no thread waits for an application: each exchange
 * runs on the I/O thread of its client's connection, and so does the connection to the application, which is XNIO's own for TCP.
 * Threads of the worker then wait for those gateways that block.
 *
 * <p>Undertow accepts bodies of 2 MiB unless {@code MAX_ENTITY_SIZE} says otherwise. A larger one is answered with 413. If a
 * client of HTTP/1 has not declared its length, Undertow ends the connection instead.
 *
 * <p>A client that leaves ends its exchange at once, even if the application is silent. This is found by reading from its
 * connection, so a client of HTTP/1 that has sent another request already is not found. Neither is one of HTTP/1 over TLS, if
 * gateways block.
 *
 * <p>The handler closes no gateway. Close the gateways before the server is stopped, or after. Safe for use by any number of
 * threads.
 */
public final class GatewayHandler implements HttpHandler, AutoCloseable {

    private static final int NOT_FOUND = 404;

    private final Serving serving;
    private volatile @Nullable HttpHandler next;

    /**
     * A handler for one gateway, which answers all paths.
     *
     * @param gateway the gateway; the handler does not close it
     */
    public GatewayHandler(Gateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A handler for one gateway, which answers all paths.
     *
     * @param gateway the gateway; the handler does not close it
     */
    public GatewayHandler(AsyncGateway gateway) {
        this(Mounts.of(gateway));
    }

    /**
     * A handler for these mounts, with the defaults of all settings.
     *
     * @param mounts the mounts, with gateways of either kind
     */
    public GatewayHandler(Mounts mounts) {
        this(mounts, HostConfig.defaults());
    }

    /**
     * A handler for these mounts.
     *
     * @param mounts the mounts, with gateways of either kind
     * @param config what the host does beside them
     */
    public GatewayHandler(Mounts mounts, HostConfig config) {
        boolean blocks =
                mounts.list().stream().allMatch(mount -> mount.gateway().isPresent());
        serving = blocks ? new WorkerServing(mounts, config) : new LoopServing(mounts, config);
    }

    /**
     * Sets what handles the requests that no mount takes. Default: they are answered with 404.
     *
     * @param handler the next handler
     * @return this handler
     */
    public GatewayHandler setNext(HttpHandler handler) {
        next = handler;
        return this;
    }

    @Override
    public void handleRequest(HttpServerExchange undertow) throws Exception {
        HostRequest request = RequestFacts.hostRequest(undertow);
        HttpHandler following = next;
        if (serving.takes(request)) {
            serving.serve(undertow, request);
        } else if (following != null) {
            following.handleRequest(undertow);
        } else {
            serving.refuse(undertow, request, NOT_FOUND);
        }
    }

    /**
     * Ends the thread that watches Unix domain sockets for the I/O threads. There is one if an {@link AsyncGateway} has used such
     * a socket. Close the handler after the gateways and the server. If it is not closed, the thread ends with the JVM.
     */
    @Override
    public void close() {
        serving.close();
    }
}
