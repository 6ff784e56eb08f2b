package org.gateway4j;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a host has said of a request. Its builder collects it. From {@link #freeze} on it belongs to the request, and a builder that
 * goes on works with a {@linkplain #copy copy}.
 */
final class RequestParts implements Cloneable {

    String method;
    String target;
    String protocol = "HTTP/1.1";

    @Nullable
    String scheme;

    @Nullable
    String serverName;

    /** 0 without a server name. */
    int serverPort;

    Headers headers = Headers.empty();
    RequestBody body = RequestBody.none();

    @Nullable
    InetSocketAddress remoteAddress;

    @Nullable
    InetSocketAddress localAddress;

    @Nullable
    TlsSession tls;

    @Nullable
    AuthenticatedUser user;

    String mountPrefix = "";
    Map<String, String> variables = Map.of();

    @Nullable
    Timeouts timeouts;

    Map<Class<?>, Object> tags = Map.of();
    int redirects;

    RequestParts(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /** From now on nobody changes these parts. */
    void freeze() {
        if (variables instanceof LinkedHashMap) {
            variables = Collections.unmodifiableMap(variables);
        }
        tags = Map.copyOf(tags);
    }

    /** A copy, which may be changed. Its maps are those of this one until a builder replaces them. */
    RequestParts copy() {
        try {
            return (RequestParts) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
