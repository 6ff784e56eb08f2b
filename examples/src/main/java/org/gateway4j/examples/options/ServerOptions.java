package org.gateway4j.examples.options;

import java.nio.file.Path;
import java.util.Optional;
import org.gateway4j.host.TrustedProxies;

/**
 * What the server does for all mounts.
 *
 * @param tls where it listens for HTTPS; empty for nowhere
 * @param gzip whether it compresses responses
 * @param log the file of the access log; empty for none
 * @param trusted the proxies whose word on the client is taken
 */
public record ServerOptions(Optional<TlsOptions> tls, boolean gzip, Optional<Path> log, TrustedProxies trusted) {

    /** HTTP alone, for clients that come without a proxy. */
    public static final ServerOptions DEFAULTS =
            new ServerOptions(Optional.empty(), false, Optional.empty(), TrustedProxies.none());
}
