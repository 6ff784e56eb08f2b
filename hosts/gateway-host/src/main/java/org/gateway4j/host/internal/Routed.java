package org.gateway4j.host.internal;

import org.gateway4j.GatewayRequest;
import org.gateway4j.host.Mount;

/**
 * A request on its way to a mount.
 *
 * @param request the request, as all mounts get it
 * @param mount the mount that answers it
 */
record Routed(GatewayRequest request, Mount mount) {

    /** The request, as the application of the mount gets it. */
    GatewayRequest mounted() {
        String prefix = mount.prefix();
        GatewayRequest.Builder mounted = prefix.isEmpty()
                ? request.toBuilder()
                : switch (mount.treatment()) {
                    case MOUNTED -> request.toBuilder().mountPrefix(prefix);
                    case KEPT -> request.toBuilder();
                    case STRIPPED -> stripped(prefix.length());
                };
        return mounted.headers(mount.requestHeaders().apply(request.headers())).build();
    }

    private GatewayRequest.Builder stripped(int prefix) {
        String rest = request.path().substring(prefix);
        String path = rest.startsWith("/") ? rest : "/" + rest;
        String query = request.query() == null ? "" : "?" + request.query();
        return GatewayRequest.builder(request.method(), path + query)
                .protocol(request.protocol())
                .scheme(request.scheme())
                .server(request.serverName(), request.serverPort())
                .body(request.body())
                .remoteAddress(request.remoteAddress())
                .localAddress(request.localAddress())
                .tls(request.tls())
                .user(request.user())
                .tag(ExchangeRecord.class, request.tag(ExchangeRecord.class));
    }
}
