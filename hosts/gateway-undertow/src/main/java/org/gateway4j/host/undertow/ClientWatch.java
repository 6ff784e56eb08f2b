package org.gateway4j.host.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;

/** Hears when a client leaves while nobody reads or writes. Safe for use by several threads. */
interface ClientWatch {

    /** Begins, if the whole request has been read. */
    void begin();

    /** Ends. The connection is as it was. */
    void end();

    /** A watch for an exchange. */
    static ClientWatch of(HttpServerExchange undertow, Runnable whenGone) {
        return undertow.getConnection() instanceof HttpServerConnection connection
                ? new ConnectionWatch(undertow, connection, whenGone)
                : new StreamWatch(undertow, whenGone);
    }
}
