package org.gateway4j.fastcgi.php;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;

/** A response that was read to its end. */
record Answer(int status, Headers headers, byte[] bytes) {

    static Answer of(GatewayResponse response) throws IOException {
        try (response) {
            return new Answer(
                    response.status(), response.headers(), response.body().readAllBytes());
        }
    }

    String header(String name) {
        return headers.first(name);
    }

    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
