package org.gateway4j.host.vertx;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import org.gateway4j.host.HostRequest;

/**
 * Makes a {@link GatewayHandler} a part of a {@link io.vertx.ext.web.Router}. It needs {@code vertx-web}:
 *
 * <pre>{@code
 * Router router = Router.router(vertx);
 * router.route().handler(new GatewayRoute(new GatewayHandler(vertx, mounts)));
 * router.route().handler(BodyHandler.create());
 * }</pre>
 *
 * <p>The next route gets what no mount takes, untouched. Mounts decide by the whole path of the request, and not by what follows
 * the path of the route. The user of the routing context is the one that applications see.
 *
 * <p>The route must come before a {@code BodyHandler}, which would read the bodies. Safe for use by any number of threads.
 */
public final class GatewayRoute implements Handler<RoutingContext> {

    private final GatewayHandler gateways;

    /**
     * A route to the gateways of a handler.
     *
     * @param gateways the handler
     */
    public GatewayRoute(GatewayHandler gateways) {
        this.gateways = gateways;
    }

    @Override
    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HostRequest facts = RequestFacts.of(request);
        User user = routing.user();
        if (user != null) {
            facts.user(user.subject(), null);
        }
        // The router keeps the handlers of the response for itself.
        boolean taken = gateways.serve(
                request,
                facts,
                action -> routing.addEndHandler(end -> {
                    if (end.failed()) {
                        action.run();
                    }
                }));
        if (!taken) {
            routing.next();
        }
    }
}
