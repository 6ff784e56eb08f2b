package org.gateway4j.host.vertx;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import org.gateway4j.host.HostRequest;
import org.jspecify.annotations.Nullable;

/** Tells a relay what Vert.x knows of a request. */
final class RequestFacts {

    private RequestFacts() {}

    /** The request without its body. Whoever wraps the request may say another thing of the client. */
    static HostRequest of(HttpServerRequest request) {
        HostRequest facts = HostRequest.of(request.method().name(), request.uri())
                .protocol(protocol(request.version()))
                .secure(request.isSSL())
                .tls(request.connection().sslSession());
        request.headers().forEach((name, value) -> facts.field(name, value));
        addAuthority(facts, request);
        SocketAddress remote = request.remoteAddress();
        if (isInternet(remote)) {
            facts.remoteAddress(remote.hostAddress(), remote.port());
        }
        SocketAddress local = request.localAddress();
        if (isInternet(local)) {
            facts.localAddress(local.hostAddress(), local.port());
        }
        return facts;
    }

    private static String protocol(@Nullable HttpVersion version) {
        if (version == null) {
            return "HTTP/1.1";
        }
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2.0";
            case HTTP_3 -> "HTTP/3.0";
        };
    }

    /** Vert.x takes the Host field of a newer request for its authority, and leaves it out. */
    private static void addAuthority(HostRequest facts, HttpServerRequest request) {
        HostAndPort authority = isNew(request) ? request.authority() : null;
        if (authority != null) {
            facts.authority(authority.toString());
        }
    }

    /** Whether the requests of a connection are apart from each other: HTTP/2 and newer. */
    static boolean isNew(HttpServerRequest request) {
        HttpVersion version = request.version();
        return version == HttpVersion.HTTP_2 || version == HttpVersion.HTTP_3;
    }

    private static boolean isInternet(@Nullable SocketAddress address) {
        return address != null && address.isInetSocket() && address.hostAddress() != null;
    }
}
