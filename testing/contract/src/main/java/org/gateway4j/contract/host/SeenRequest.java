package org.gateway4j.contract.host;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.gateway4j.contract.fastcgi.ResponderCall;
import org.gateway4j.testkit.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application has received it.
 *
 * @param variables by name
 * @param text its body, one character a byte
 */
public record SeenRequest(Map<String, String> variables, String text) {

    /**
     * Reads a request to its end.
     *
     * @param call the request
     * @return what it was
     * @throws IOException if the gateway has let go of the connection
     */
    public static SeenRequest of(ResponderCall call) throws IOException {
        return new SeenRequest(call.variables(), Bytes.text(call.input().readAllBytes()));
    }

    /**
     * {@return a variable, or null if there is none}
     *
     * @param name such as {@code REQUEST_URI}
     */
    public @Nullable String variable(String name) {
        return variables.get(name);
    }

    /**
     * {@return the variable of a header field, or null if there is none}
     *
     * @param name as HTTP has it
     */
    public @Nullable String field(String name) {
        return variables.get("HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** {@return the bytes of its body} */
    public byte[] body() {
        return Bytes.of(text);
    }
}
