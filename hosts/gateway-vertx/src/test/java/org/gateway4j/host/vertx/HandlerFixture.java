package org.gateway4j.host.vertx;

import io.vertx.core.http.HttpServerOptions;

/** A server, an application at {@code /app} and {@code /too}, and a look at what they leave behind. */
abstract class HandlerFixture extends org.gateway4j.contract.host.HandlerFixture<VertxHost> {

    VertxHost start(VertxHost.Kind kind) throws Exception {
        return start(kind, VertxHost.options(), (vertx, gateways) -> gateways);
    }

    VertxHost start(VertxHost.Kind kind, VertxHost.Arrangement arrangement) throws Exception {
        return start(kind, VertxHost.options(), arrangement);
    }

    VertxHost start(VertxHost.Kind kind, HttpServerOptions options, VertxHost.Arrangement arrangement)
            throws Exception {
        return serving(VertxHost.start(setup(), kind, options, arrangement));
    }
}
