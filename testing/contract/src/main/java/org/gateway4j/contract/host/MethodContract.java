package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods: any token is one, and its case counts (RFC 9110 section 9.1). */
interface MethodContract extends HostFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET",
                "POST",
                "PUT",
                "DELETE",
                "PATCH",
                "OPTIONS",
                "PROPFIND",
                "M-SEARCH",
                "get",
                "!#$%&'*+.^_`|~0"
            })
    default void passesTheMethod(String method) throws Exception {
        SeenRequest seen = seen(method + " /app/x HTTP/1.1", "Host: h.example", "Content-Length: 0");

        assertEquals(method, seen.variable("REQUEST_METHOD"));
    }

    @Test
    default void answersHeadWithTheDeclaredLengthAndNoBody() throws Exception {
        application().answer(200, "twelve bytes", "Content-Length", "12", "X-Test", "yes");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("HEAD /app/x HTTP/1.1", "Host: h.example");

        assertEquals("HEAD", application().next().variable("REQUEST_METHOD"));
        assertEquals(200, answer.status());
        assertEquals("12", answer.head().only("Content-Length"));
        assertEquals("yes", answer.head().only("X-Test"));
        assertServesOn(client);
    }

    @Test
    default void answersHeadWithoutADeclaredLength() throws Exception {
        application().answer(200, "a body, by mistake");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("HEAD /app/x HTTP/1.1", "Host: h.example");

        assertEquals(200, answer.status());
        assertFalse(answer.head().has("Content-Length"), answer::toString);
        assertServesOn(client);
    }

    /** What a client would take for a tunnel must not be one (RFC 9110 section 9.3.6). */
    @Test
    default void opensNoTunnel() throws Exception {
        HttpAnswer answer = connect().exchange("CONNECT h.example:443 HTTP/1.1", "Host: h.example:443");

        assertTrue(answer.status() >= 400, answer::toString);
        assertEquals(0, application().requests());
    }

    /** It would show scripts in pages what the browser hides from them (RFC 9110 section 9.3.8). */
    @Test
    default void echoesNoRequest() throws Exception {
        HttpAnswer answer = connect().exchange("TRACE /app/x HTTP/1.1", "Host: h.example", "Cookie: secret=1");

        assertTrue(answer.status() == 405 || answer.status() == 501, answer::toString);
        assertFalse(answer.text().contains("secret"), answer::toString);
        assertEquals(0, application().requests());
    }

    /** It asks about the server as a whole, which is no business of an application (RFC 9110 section 9.3.7). */
    @Test
    default void asksNoApplicationAboutTheServer() throws Exception {
        connect().exchange("OPTIONS * HTTP/1.1", "Host: h.example");

        assertEquals(0, application().requests());
        assertEquals(0, neighbour().requests());
    }

    /** The next request on a connection is served, so nothing was left on it. */
    private static void assertServesOn(HostClient client) throws Exception {
        HttpAnswer next = client.exchange("GET /other/next HTTP/1.1", "Host: h.example");
        assertEquals(200, next.status());
    }
}
