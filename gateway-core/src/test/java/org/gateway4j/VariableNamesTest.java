package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which variables a host may set on a request. */
class VariableNamesTest {

    private final GatewayRequest.Builder builder = GatewayRequest.get("/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "APP_ENV",
                "HTTP_X_USER",
                "DOCUMENT_ROOT",
                "SCRIPT_FILENAME",
                "HTTPS",
                "PHP_VALUE",
                "a.b-c",
                "JAVA$"
            })
    void aHostMaySetWhatTheRequestDoesNotDefine(String name) {
        assertEquals("ä", builder.variable(name, "ä").build().variables().get(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH_TYPE",
                "CONTENT_LENGTH",
                "CONTENT_TYPE",
                "GATEWAY_INTERFACE",
                "PATH_INFO",
                "QUERY_STRING",
                "REMOTE_ADDR",
                "REMOTE_USER",
                "REQUEST_METHOD",
                "SCRIPT_NAME",
                "SERVER_NAME",
                "SERVER_PORT",
                "SERVER_PROTOCOL",
                "HTTP_PROXY"
            })
    void butNotWhatFollowsFromTheRequest(String name) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> builder.variable(name, "x"));
        assertTrue(e.getMessage().startsWith("variable " + name + " is "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A=B", "A B", "A\u0000", "A\n", "Ä", "A\u007F", "=A"})
    void aNameIsVisibleAsciiWithoutEqualsSign(String name) {
        assertThrows(IllegalArgumentException.class, () -> builder.variable(name, "x"));
    }

    @Test
    void aValueHoldsNoNulAndIsNotRepeatedInTheMessage() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> builder.variable("TOKEN", "secret\u0000"));
        assertEquals("variable TOKEN: NUL at index 6 of its value", e.getMessage());
        assertFalse(e.getMessage().contains("secret"));
    }

    @Test
    void theOrderIsThatOfAddingAndTheLastValueCounts() {
        builder.variable("B", "1").variable("A", "2").variable("B", "3");
        List<String> names = new ArrayList<>(builder.build().variables().keySet());
        assertEquals(List.of("B", "A"), names);
        assertEquals("3", builder.build().variables().get("B"));
    }
}
