package org.gateway4j.host.spring;

import java.net.URI;
import org.gateway4j.host.HostRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Tells a relay what Spring and its server know of a request. */
final class ReactiveRequestFacts {

    private ReactiveRequestFacts() {}

    /**
     * The request without its body.
     *
     * @param connection what the server knows beside Spring, or null
     */
    static HostRequest of(ServerHttpRequest request, @Nullable ReactorConnection connection) {
        URI uri = request.getURI();
        HostRequest facts = HostRequest.of(
                        request.getMethod().name(), connection == null ? target(uri) : connection.target())
                .protocol(connection == null ? "HTTP/1.1" : connection.protocol())
                .secure("https".equals(uri.getScheme()))
                .remoteAddress(request.getRemoteAddress())
                .localAddress(request.getLocalAddress());
        if (connection != null) {
            facts.tls(connection.tls());
        }
        HttpHeaders fields = request.getHeaders();
        for (String name : fields.headerNames()) {
            if (connection == null || !connection.isOfTheCodec(name)) {
                fields.getOrEmpty(name).forEach(value -> facts.field(name, value));
            }
        }
        return facts;
    }

    private static String target(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
