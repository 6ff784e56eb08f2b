package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of requests: what belongs to the connection ends there, the rest arrives as it was sent. */
interface RequestFieldContract extends HostFixture {

    @Test
    default void keepsRepeatedFieldsInTheirOrder() throws Exception {
        SeenRequest seen = seen(
                "GET /app/x HTTP/1.1",
                "Host: h.example",
                "X-Test: one",
                "X-Between: -",
                "X-Test: two",
                "x-test: three");

        assertEquals("one, two, three", seen.field("X-Test"));
    }

    @Test
    default void keepsEmptyFields() throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example", "X-Empty:", "X-Blank:  \t ");

        assertEquals("", seen.field("X-Empty"));
        assertEquals("", seen.field("X-Blank"));
    }

    @Test
    default void keepsOctetsAboveAscii() throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example", "X-Test: caf\u00e9 \u00c3\u00a4 \u00ff");

        assertEquals("caf\u00e9 \u00c3\u00a4 \u00ff", seen.field("X-Test"));
    }

    @Test
    default void keepsWhatStandsWithinAValue() throws Exception {
        SeenRequest seen = seen(
                "GET /app/x HTTP/1.1",
                "Host: h.example",
                "X-Test: \t a  b,\"c, d\";e=f:g \t",
                "Cookie: a=1; b=\"2\"",
                "Authorization: Basic YTpi");

        assertEquals("a  b,\"c, d\";e=f:g", seen.field("X-Test"));
        assertEquals("a=1; b=\"2\"", seen.field("Cookie"));
        assertEquals("Basic YTpi", seen.field("Authorization"));
    }

    @Test
    default void joinsCookiesAsCookies() throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example", "Cookie: a=1", "Cookie: b=2");

        assertEquals("a=1; b=2", seen.field("Cookie"));
    }

    @Test
    default void dropsWhatBelongsToTheConnection() throws Exception {
        HostClient client = connect();
        client.request(
                        "POST /app/x HTTP/1.1",
                        "Host: h.example",
                        "Connection: keep-alive, X-Named",
                        "Connection: x-named-too",
                        "Keep-Alive: timeout=5",
                        "Proxy-Connection: keep-alive",
                        "TE: trailers",
                        "Trailer: X-Trailer",
                        "X-Named: secret",
                        "X-Named-Too: secret",
                        "X-Kept: yes",
                        "Transfer-Encoding: chunked")
                .send("0\r\n\r\n");
        assertEquals(200, client.answer().status());

        SeenRequest seen = application().next();
        assertEquals("yes", seen.field("X-Kept"));
        Set<String> dropped = List.of(
                        "Connection",
                        "Keep-Alive",
                        "Proxy-Connection",
                        "TE",
                        "Trailer",
                        "Transfer-Encoding",
                        "X-Named",
                        "X-Named-Too")
                .stream()
                .filter(name -> seen.field(name) != null)
                .collect(Collectors.toSet());
        assertEquals(Set.of(), dropped, "fields that reached the application");
    }

    /** Programs would take its variable for a setting of their own (CVE-2016-5385). */
    @Test
    default void makesNoProxyOfAField() throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example", "Proxy: evil.example:80");

        assertNull(seen.variable("HTTP_PROXY"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X_Under: evil", "Content_Length: 5", "Content-Length-: 5"})
    default void noFieldBecomesTheVariableOfAnother(String field) throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example", field);

        assertNull(seen.variable("HTTP_X_UNDER"));
        assertNull(seen.variable("HTTP_CONTENT_LENGTH"));
        assertEquals(0, seen.text().length());
    }

    @Test
    default void tellsWhoAsksAndWho() throws Exception {
        HostClient client = connect();
        client.exchange("GET /app/x HTTP/1.1", "Host: h.example");
        SeenRequest seen = application().next();

        assertEquals("127.0.0.1", seen.variable("REMOTE_ADDR"));
        assertEquals(Integer.toString(client.raw().localPort()), seen.variable("REMOTE_PORT"));
        assertEquals("127.0.0.1", seen.variable("SERVER_ADDR"));
        assertEquals("HTTP/1.1", seen.variable("SERVER_PROTOCOL"));
        assertEquals("http", seen.variable("REQUEST_SCHEME"));
        assertNull(seen.variable("HTTPS"));
        assertNull(seen.variable("REMOTE_USER"));
    }

    /** A client that nobody trusts says nothing about itself. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For: 10.9.9.9",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Port: 9999",
                "X-Forwarded-Prefix: /evil",
                "Forwarded: for=10.9.9.9;proto=https;host=evil.example",
                "X-Real-IP: 10.9.9.9"
            })
    default void believesNoClientWhereItComesFrom(String field) throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example:" + port(), field);

        assertEquals("127.0.0.1", seen.variable("REMOTE_ADDR"));
        assertEquals("h.example", seen.variable("SERVER_NAME"));
        assertEquals(Integer.toString(port()), seen.variable("SERVER_PORT"));
        assertEquals("http", seen.variable("REQUEST_SCHEME"));
        assertEquals("/app", seen.variable("SCRIPT_NAME"));
        assertNull(seen.variable("HTTPS"));
    }

    @Test
    default void passesAHeadOfManyKilobytes() throws Exception {
        String value = "v".repeat(6_000);
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example", "X-Test: " + value);

        assertEquals(value, seen.field("X-Test"));
    }
}
