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

    /**
     * Reads the rest of a response, and closes it.
     *
     * @param response one of which nothing was read
     * @return what was read
     * @throws IOException if it does not come whole
     */
    public static Answer of(GatewayResponse response) throws IOException {
        try (response) {
            return new Answer(
                    response.status(), response.headers(), response.body().readAllBytes());
        }
    }

    /** {@return its status} */
    public int status() {
        return status;
    }

    /** {@return its headers} */
    public Headers headers() {
        return headers;
    }

    /**
     * {@return the first value of a header, or null if there is none}
     *
     * @param name without regard to case
     */
    public @Nullable String header(String name) {
        return headers.first(name);
    }

    /** {@return its body} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return its body, taken for UTF-8} */
    public String body() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
