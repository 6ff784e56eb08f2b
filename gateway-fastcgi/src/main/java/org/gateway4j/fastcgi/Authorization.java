package org.gateway4j.fastcgi;

import java.util.Map;
import org.gateway4j.GatewayResponse;

/** What an Authorizer says of a request (FastCGI specification, section 6.3). */
public sealed interface Authorization {

    /**
     * The request may go on.
     *
     * @param variables what the application wants to be known of the client from here on: its {@code Variable-} headers
     *     without that prefix. The host decides what to make of them, such as a {@link org.gateway4j.AuthenticatedUser} or
     *     {@linkplain org.gateway4j.GatewayRequest.Builder#variable variables}
     */
    record Allowed(Map<String, String> variables) implements Authorization {

        /** Copies the variables. */
        public Allowed {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * The request may not go on.
     *
     * @param response what to answer the client with, its status anything but 200; to be closed by the host
     */
    record Denied(GatewayResponse response) implements Authorization {}
}
