package org.gateway4j.host.jetty;

import java.io.IOException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.Invocable;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.BlockingRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.Mounts;

/**
 * Lets gateways answer the requests of a Jetty server, over HTTP/1, HTTP/2 and HTTP/3:
 *
 * <pre>{@code
 * Server server = new Server(8080);
 * server.setHandler(new GatewayHandler(mounts));
 * server.start();
 * }</pre>
 *
 * <p>The paths of the mounts begin at the root of the server, whatever contexts the handler is in. A request that no mount takes
 * goes to the handler that this one {@linkplain #setHandler wraps}. If it wraps none, Jetty asks the handlers that follow, and
 * answers with 404 at last.
 *
 * <p>If all mounts have a {@link Gateway}, each exchange runs on the thread of Jetty that handles the request, which may be a
 * virtual one. If a mount has an {@link AsyncGateway}, no thread waits for an application: exchanges run on event loops of the
 * handler, half as many as there are processors, which start and stop together with it. Threads of Jetty then wait for those
 * gateways that block.
 *
 * <p>Jetty's idle timeout ends connections of clients that do not read. It does not run while an application is silent, which
 * only {@link org.gateway4j.Timeouts} bounds. A client that leaves ends its exchange within a second, even then. This is found
 * by reading from its connection, so a client of HTTP/1 that has sent another request already is not found.
 *
 * <p>The handler closes no gateway. Close the gateways before the server is stopped, or after. Safe for use by any number of
 * threads.
 */
public final class GatewayHandler extends Handler.Wrapper {

    /** Serves a request, or leaves it to the next handler. */
    @FunctionalInterface
    private interface Service {

        boolean serve(Exchange exchange) throws IOException;
    }

    private final ClientWatch watch = new ClientWatch(() -> getServer().getScheduler());
    private final Service service;
    private final InvocationType invocationType;

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
        service = blocks ? blocking(mounts, config) : nonBlocking(mounts, config);
        invocationType = blocks ? InvocationType.BLOCKING : InvocationType.NON_BLOCKING;
        addBean(watch);
    }

    private static Service blocking(Mounts mounts, HostConfig config) {
        BlockingRelay relay = new BlockingRelay(mounts, config);
        return exchange -> relay.serve(exchange.hostRequest(), new ThreadSink(exchange));
    }

    private Service nonBlocking(Mounts mounts, HostConfig config) {
        AsyncRelay relay = new AsyncRelay(mounts.async(this::execute), config);
        Loops loops = new Loops();
        addBean(loops);
        return exchange -> {
            EventLoop loop = loops.of(exchange.connection());
            return relay.serve(exchange.hostRequest(), loop, new LoopSink(exchange, loop));
        };
    }

    private void execute(Runnable task) {
        VirtualThreads.execute(getServer().getThreadPool(), task);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return service.serve(new Exchange(request, response, callback, watch))
                || super.handle(request, response, callback);
    }

    @Override
    public InvocationType getInvocationType() {
        return Invocable.combine(invocationType, super.getInvocationType());
    }
}
