package org.gateway4j.host.undertow;

import io.undertow.server.HttpServerExchange;
import org.gateway4j.host.HostRequest;

/** Where exchanges run, and how. Safe for use by several threads. */
interface Serving extends AutoCloseable {

    /** Whether a mount takes a request. */
    boolean takes(HostRequest request);

    /** Serves a request that a mount takes, soon and elsewhere. Undertow's call for the request must have returned before. */
    void serve(HttpServerExchange undertow, HostRequest request);

    /** Answers a request with an error page, in the same way. */
    void refuse(HttpServerExchange undertow, HostRequest request, int status);

    @Override
    void close();
}
