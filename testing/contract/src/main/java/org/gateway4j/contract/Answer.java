package org.gateway4j.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.jspecify.annotations.Nullable;

/** A response that was read to its end. */
public final class Answer {

    private final int status;
    private final Headers headers;
    private final byte[] bytes;

    private Answer(int status, Headers headers, byte[] bytes) {
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
    }

    /** Reads the rest of it, and closes it. */
    public static Answer of(GatewayResponse response) throws IOException {
        try (response) {
            return new Answer(
                    response.status(), response.headers(), response.body().readAllBytes());
        }
    }

    /** Its status. */
    public int status() {
        return status;
    }

    /** Its headers. */
    public Headers headers() {
        return headers;
    }

    /** The first header of that name, or null. */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** Its body. */
    public byte[] bytes() {
        return bytes;
    }

    /** Its body, taken for UTF-8. */
    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
