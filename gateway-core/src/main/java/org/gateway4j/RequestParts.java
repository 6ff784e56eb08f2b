package org.gateway4j;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a host has said of a request: its builder collects it, and the request keeps a {@linkplain #snapshot snapshot}. */
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

    /** A copy whose maps nobody changes. */
    RequestParts snapshot() {
        try {
            RequestParts copy = (RequestParts) clone();
            copy.variables =
                    variables.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(variables));
            copy.tags = Map.copyOf(tags);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
