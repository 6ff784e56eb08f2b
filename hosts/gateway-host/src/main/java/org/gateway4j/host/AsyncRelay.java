package org.gateway4j.host;

import org.gateway4j.async.EventLoop;
import org.gateway4j.host.internal.LoopExchange;
import org.gateway4j.host.internal.Router;

/**
 * Runs exchanges between a host that runs on event loops and its mounts. An adapter makes one relay, and calls {@link #serve}
 * for each request. Nothing blocks. Safe for use by any number of threads and loops.
 *
 * <p>The relay sees to the same things as {@link BlockingRelay}. Beside that it reads from the application only while the
 * client takes what was read, so it holds one piece at most.
 */
public final class AsyncRelay {

    private final Router router;
    private final HostConfig config;

    /**
     * A relay to these mounts.
     *
     * @param mounts the mounts
     * @param config what the host does beside them
     * @throws IllegalArgumentException if a mount has a gateway that blocks
     */
    public AsyncRelay(Mounts mounts, HostConfig config) {
        for (Mount mount : mounts.list()) {
            if (mount.asyncGateway().isEmpty()) {
                throw new IllegalArgumentException(
                        "mount " + mount + " has a gateway that blocks, and this host must not;"
                                + " build it by buildAsync, or wrap it by AsyncGateway.over");
            }
        }
        this.router = new Router(mounts, config.trustedProxies());
        this.config = config;
    }

    /**
     * Begins to serve one request, and returns at once. On the loop, it may call the sink before it returns. Another thread only
     * learns whether a mount takes the request: the exchange begins on the loop, soon.
     *
     * @param request the request; its body should be {@linkplain org.gateway4j.RequestBody#pollable pollable}
     * @param loop the loop of the exchange, on which the client's connection is served
     * @param sink takes the response, the error page, or the abort
     * @return false if no mount takes the request. Then neither its body nor the sink was touched, and the host does with it what
     *     it likes: it asks its next handler, or calls {@link #refuse} with 404
     */
    public boolean serve(HostRequest request, EventLoop loop, AsyncSink sink) {
        return new LoopExchange(router, config, request.parsed(), loop, sink).begin();
    }

    /**
     * Whether {@link #serve} will take a request. For hosts that must know that before they enter the loop. Any thread may ask.
     *
     * @param request the request; its target is looked at, and nothing else
     * @return what {@code serve} will return
     */
    public boolean takes(HostRequest request) {
        return router.takes(request.parsed());
    }

    /**
     * Answers a request with an error page, without asking an application. Any thread may call this.
     *
     * @param request the request
     * @param loop the loop of the exchange
     * @param sink takes the error page
     * @param status 400 to 599
     */
    public void refuse(HostRequest request, EventLoop loop, AsyncSink sink, int status) {
        new LoopExchange(router, config, request.parsed(), loop, sink).refuse(status);
    }
}
