package org.gateway4j.fastcgi;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;

/** Interprets an Authorizer's answer: status 200 allows, any other status denies. */
final class AuthorizerResponse {

    private static final String PREFIX = "Variable-";

    private AuthorizerResponse() {}

    static Authorization of(GatewayResponse response) throws GatewayException {
        if (response.status() != 200) {
            return new Authorization.Denied(response);
        }
        try (response) {
            skipBody(response);
            return new Authorization.Allowed(variables(response.headers()));
        }
    }

    /**
     * Reads the body of an answer that allows to its end, so that the connection can be reused. The content means
     * nothing.
     */
    private static void skipBody(GatewayResponse response) throws GatewayException {
        ByteBuffer ignored = ByteBuffer.allocate(1024);
        while (response.read(ignored) >= 0) {
            ignored.clear();
        }
    }

    private static Map<String, String> variables(Headers headers) {
        Map<String, String> variables = new HashMap<>();
        headers.forEach((name, value) -> {
            if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && name.length() > PREFIX.length()) {
                variables.put(name.substring(PREFIX.length()), value);
            }
        });
        return variables;
    }
}
