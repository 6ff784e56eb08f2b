package org.gateway4j.host;

import java.io.IOException;
import org.gateway4j.host.internal.BlockingExchange;
import org.gateway4j.host.internal.Router;

/**
 * Runs exchanges between a host that has a thread for each request and its mounts. An adapter makes one relay, and calls {@link
 * #serve} for each request. Safe for use by any number of threads.
 *
 * <p>The relay sees to all that does not depend on the host: routing, what an application may see of a request and a client of
 * a response, local redirects from mount to mount, error pages, the log of failures and the access log.
 */
public final class BlockingRelay {

    private final Router router;
    private final HostConfig config;

    /**
     * A relay to these mounts.
     *
     * @param mounts the mounts
     * @param config what the host does beside them
     * @throws IllegalArgumentException if a mount has a gateway for event loops
     */
    public BlockingRelay(Mounts mounts, HostConfig config) {
        for (Mount mount : mounts.list()) {
            if (mount.gateway().isEmpty()) {
                throw new IllegalArgumentException("mount " + mount
                        + " has a gateway for event loops, and this host blocks; build it without Async");
            }
        }
        this.router = new Router(mounts, config.trustedProxies());
        this.config = config;
    }

    /**
     * Serves one request: to its end, or to the end of its failure. Blocks until then.
     *
     * @param request the request
     * @param sink takes the response, the error page, or the abort
     * @return false if no mount takes the request. Then neither its body nor the sink was touched, and the host does with it what
     *     it likes: it asks its next handler, or calls {@link #refuse} with 404
     * @throws IOException what {@link BlockingSink#abort} throws
     */
    public boolean serve(HostRequest request, BlockingSink sink) throws IOException {
        return new BlockingExchange(router, config, request.parsed(), sink).run();
    }

    /**
     * Whether {@link #serve} will take a request. For hosts where to ask for the body of a request takes it from others.
     *
     * @param request the request; its target is looked at, and nothing else
     * @return what {@code serve} will return
     */
    public boolean takes(HostRequest request) {
        return router.takes(request.parsed());
    }

    /**
     * Answers a request with an error page, without asking an application.
     *
     * @param request the request
     * @param sink takes the error page
     * @param status 400 to 599
     * @throws IOException what {@link BlockingSink#abort} throws
     */
    public void refuse(HostRequest request, BlockingSink sink, int status) throws IOException {
        new BlockingExchange(router, config, request.parsed(), sink).refuse(status);
    }
}
