package org.gateway4j.fastcgi.php;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;

/** A response that was read to its end. */
final class Answer {

    private final int status;
    private final Headers headers;
    private final byte[] bytes;

    private Answer(int status, Headers headers, byte[] bytes) {
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
    }

    static Answer of(GatewayResponse response) throws IOException {
        try (response) {
            return new Answer(
                    response.status(), response.headers(), response.body().readAllBytes());
        }
    }

    int status() {
        return status;
    }

    Headers headers() {
        return headers;
    }

    String header(String name) {
        return headers.first(name);
    }

    byte[] bytes() {
        return bytes;
    }

    String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
