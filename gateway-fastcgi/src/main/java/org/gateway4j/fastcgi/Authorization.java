package org.gateway4j.fastcgi;

import java.util.Map;
import org.gateway4j.GatewayResponse;

/**
 * The answer of an Authorizer to a request (FastCGI specification, section 6.3). Immutable, except for the response of
 * {@link Denied}.
 */
public sealed interface Authorization {

    /**
     * The request is allowed.
     *
     * @param variables facts about the client from the application: its {@code Variable-} header fields, without that
     *     prefix. The host decides how to use them, for instance as a {@link org.gateway4j.AuthenticatedUser} or as
     *     {@linkplain org.gateway4j.GatewayRequest.Builder#variable variables}
     */
    record Allowed(Map<String, String> variables) implements Authorization {

        /** Copies the variables. */
        public Allowed {
            variables = Map.copyOf(variables);
        }
    }

    /**
     * The request is denied.
     *
     * @param response the response for the client, with a status other than 200; the host must close it
     */
    record Denied(GatewayResponse response) implements Authorization {}
}
