package org.gateway4j;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.internal.cgi.ResponseHeadParser;
import org.gateway4j.internal.protocol.AnswerException;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header values, cookies, queries, session ids and variables reach neither a log line nor a message. */
class SecrecyTest {

    private static final String SECRET = "hunter2";

    static Stream<Object> printed() {
        Headers headers = Headers.of("Authorization", "Basic " + SECRET, "Cookie", "sid=" + SECRET);
        TlsSession tls = new TlsSession("TLSv1.3", "TLS_AES_128_GCM_SHA256", 128, SECRET, List.of());
        GatewayRequest.Builder builder = GatewayRequest.builder("POST", "http://me:" + SECRET + "@h/a?t=" + SECRET)
                .headers(headers)
                .tls(tls)
                .body(RequestBody.of(SECRET.getBytes(US_ASCII)))
                .variable("DB_PASSWORD", SECRET);
        return Stream.of(
                headers,
                headers.toBuilder(),
                tls,
                builder,
                builder.build(),
                builder.build().body());
    }

    @ParameterizedTest
    @MethodSource("printed")
    void nothingPrintsThem(Object value) {
        assertFalse(value.toString().contains(SECRET), value.toString());
    }

    static Stream<Arguments> refused() {
        GatewayRequest.Builder builder = GatewayRequest.get("/a?t=" + SECRET);
        return Stream.of(
                arguments("header value", (Executable) () -> builder.header("Cookie", "sid=" + SECRET + "\n")),
                arguments("variable", (Executable) () -> builder.variable("DB_PASSWORD", SECRET + "\u0000")),
                arguments("mount prefix", (Executable)
                        () -> builder.mountPrefix("/b").build()),
                arguments("path parameter", (Executable) () -> GatewayRequest.get("/a;jsessionid=" + SECRET)
                        .mountPrefix("/b")
                        .build()),
                arguments("TLS session", (Executable) () -> new TlsSession("", "", 0, SECRET + "\u0000", List.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void noRefusalNamesThem(String what, Executable refused) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, refused, what);
        assertFalse(e.getMessage().contains(SECRET), e.getMessage());
    }

    /** What an application sends is its client's secret: a cookie, a code in a redirect, a page without a head. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set-Cookie: sid=" + SECRET + "\rX: y\n\n",
                "Set-Cookie: sid=" + SECRET + "\u0000\n\n",
                "Set-Cookie sid=" + SECRET + "\n\n",
                "Set-Cookie sid=" + SECRET + "; expires=00:00\n\n",
                "A: b\n " + SECRET + "\n\n",
                "A: b\n " + SECRET + ": c\n\n",
                ":" + SECRET + "\n\n",
                "Location: http://h/?code=" + SECRET + "\nLocation: /\nStatus: " + SECRET + "\n\n",
                "Status: 2000 " + SECRET + "\n\n",
                "HTTP/1.1 " + SECRET + "\n\n",
                "Content-Length: " + SECRET + "\n\n",
                "Content-Length: 1" + SECRET + "\nContent-Length: 2\n\n",
                "(" + SECRET + "): a\n\n",
                SECRET + "\u0001: a\n\n",
                "{\"password\":\"" + SECRET + "\"}\n\n"
            })
    void noRefusalOfAnAnswerNamesThem(String answer) {
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        ByteBuffer input = ByteBuffer.wrap(answer.getBytes(ISO_8859_1));
        AnswerException e = assertThrows(AnswerException.class, () -> {
            parser.read(input, input.remaining());
            parser.head();
        });
        assertFalse(e.getMessage().contains(SECRET), e.getMessage());
    }

    /** Whatever text a client or an application has a part in: it can start no line and speak to no terminal (CWE-117). */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\u001b[2J", "\u007f", "\u0085", "\u009b31m", "\u2028"})
    void messagesHoldNoControlCharacters(String control) {
        Exception e = new BackendFailureException("b", Phase.HEAD, true, "a" + control + "b", null);
        assertTrue(e.getMessage().chars().noneMatch(c -> Character.isISOControl(c) || c == '\u2028'), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u009b"})
    void textOfARequestHoldsNoControlCharacters(String control) {
        String text = GatewayRequest.get("/a" + control + "b").build().toString();
        assertEquals("GET /a\\x%02xb".formatted((int) control.charAt(0)), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a?t=" + SECRET,
                "ftp://me:" + SECRET + "@h/",
                "/a?t=" + SECRET + "\r\n",
                "*?t=" + SECRET,
                "/a#" + SECRET
            })
    void noRefusalOfATargetNamesThem(String target) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> GatewayRequest.get(target));
        assertFalse(e.getMessage().contains(SECRET), e.getMessage());
    }
}
