package org.gateway4j.host.internal;

import java.net.InetSocketAddress;
import org.gateway4j.Headers;
import org.gateway4j.TlsSession;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from.
 *
 * @param client the client's address, or null if it is not known
 * @param scheme {@code http} or {@code https}
 * @param authority the host and port that a proxy names in place of the Host field, or null
 * @param port the port at which the client reached the first proxy, or 0 if this host's own counts
 * @param tls the facts of the client's TLS connection, or null
 * @param fields what the application may see of the forwarding
 */
record Origin(
        @Nullable InetSocketAddress client,
        String scheme,
        @Nullable String authority,
        int port,
        @Nullable TlsSession tls,
        Headers fields) {

    /** The origin of a request that no proxy has forwarded. */
    static Origin ofConnection(ParsedRequest parsed) {
        return new Origin(parsed.remoteAddress, parsed.secure ? "https" : "http", null, 0, parsed.tls, Headers.empty());
    }
}
