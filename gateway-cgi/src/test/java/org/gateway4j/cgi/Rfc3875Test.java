package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The obligations of a server in RFC 3875 that no other test of this module shows; docs/conformance/cgi.md lists all. */
class Rfc3875Test extends CgiFixture {

    private SeenRequest seenBy(CgiScriptMapper scripts, GatewayRequest.Builder request) throws Exception {
        try (Gateway gateway = gateway(scripts).build()) {
            return SeenRequest.of(Answer.of(gateway.dispatch(request.build())));
        }
    }

    /** Section 3.3: the parts that are passed lead back to the script. */
    @ParameterizedTest
    @Covers("cgi/rfc3875-3.3")
    @ValueSource(strings = {"/cgi-bin/a/dump/x/y", "/cgi-bin/a/dump/", "/cgi-bin/a/dump"})
    void scriptUriLeadsBack(String target) throws Exception {
        dump("a/dump");
        SeenRequest seen = seenBy(
                CgiScriptMapper.directory(root), GatewayRequest.get(target).mountPrefix("/cgi-bin"));
        String info = seen.variable("PATH_INFO") == null ? "" : seen.variable("PATH_INFO");
        assertEquals(target, seen.variable("SCRIPT_NAME") + info);
    }

    /** Section 4.1: these and no others, whatever this process's environment holds. */
    @Test
    @Covers("cgi/rfc3875-4.1")
    void environmentHoldsNothingElse() throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.get("/dump")
                .remoteAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1))
                .localAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2)));
        assertEquals(
                new TreeSet<>(Set.of(
                        "DOCUMENT_URI",
                        "GATEWAY_INTERFACE",
                        "QUERY_STRING",
                        "REDIRECT_STATUS",
                        "REMOTE_ADDR",
                        "REMOTE_HOST",
                        "REMOTE_PORT",
                        "REQUEST_METHOD",
                        "REQUEST_SCHEME",
                        "REQUEST_URI",
                        "SCRIPT_FILENAME",
                        "SCRIPT_NAME",
                        "SERVER_ADDR",
                        "SERVER_NAME",
                        "SERVER_PORT",
                        "SERVER_PROTOCOL",
                        "SERVER_SOFTWARE")),
                new TreeSet<>(seen.variables().keySet()));
    }

    /** Section 4.1.2. */
    @Test
    @Covers("cgi/rfc3875-4.1.2")
    void lengthIsSetIfThereIsABody() throws Exception {
        dump("dump");
        assertNull(seen(GatewayRequest.get("/dump")).variable("CONTENT_LENGTH"));
        assertEquals(
                "3",
                seen(GatewayRequest.builder("POST", "/dump")
                                .header("Content-Length", "999")
                                .body(RequestBody.of(new byte[3])))
                        .variable("CONTENT_LENGTH"));
    }

    /** Section 4.1.3: the server must not invent one. */
    @Test
    @Covers("cgi/rfc3875-4.1.3")
    void typeIsThatOfTheRequestOrNone() throws Exception {
        dump("dump");
        assertNull(seen(GatewayRequest.builder("POST", "/dump").body(RequestBody.of(Bytes.of("a"))))
                .variable("CONTENT_TYPE"));
        assertEquals(
                "a/b; c=d",
                seen(GatewayRequest.builder("POST", "/dump").header("content-type", "a/b; c=d"))
                        .variable("CONTENT_TYPE"));
    }

    /** Section 4.1.6: as if the path info were the path of a request. */
    @ParameterizedTest
    @Covers("cgi/rfc3875-4.1.6")
    @CsvSource({"/dump/a/b, /srv/www/a/b", "/dump/a%20b, /srv/www/a b", "/dump/a/../../dump/b, /srv/www/b", "/dump, "})
    void pathInfoIsTranslated(String target, String translated) throws Exception {
        dump("dump");
        ScriptDirectory scripts = CgiScriptMapper.directory(root).documentRoot(Path.of("/srv/www"));
        assertEquals(translated, seenBy(scripts, GatewayRequest.get(target)).variable("PATH_TRANSLATED"));
    }

    /** Sections 4.1.8 and 4.1.9: without a look-up of names. */
    @Test
    @Covers("cgi/rfc3875-4.1.8")
    void clientIsAnAddress() throws Exception {
        dump("dump");
        InetSocketAddress named =
                new InetSocketAddress(InetAddress.getByAddress("client.example", new byte[] {(byte) 192, 0, 2, 1}), 5);
        SeenRequest seen = seen(GatewayRequest.get("/dump").remoteAddress(named));
        assertEquals("192.0.2.1", seen.variable("REMOTE_ADDR"));
        assertEquals("192.0.2.1", seen.variable("REMOTE_HOST"));
        assertNull(seen.variable("REMOTE_IDENT"));
    }

    /** Section 4.1.12: methods are told apart by case. */
    @ParameterizedTest
    @Covers("cgi/rfc3875-4.1.12")
    @ValueSource(strings = {"GET", "get", "X-Custom"})
    void methodIsUntouched(String method) throws Exception {
        dump("dump");
        assertEquals(method, seen(GatewayRequest.builder(method, "/dump")).variable("REQUEST_METHOD"));
    }

    /** Sections 4.1.14 to 4.1.17. */
    @ParameterizedTest
    @Covers("cgi/rfc3875-4.1.14")
    @CsvSource({"HTTP/1.0, 80", "HTTP/1.1, 8080", "HTTP/2.0, 443", "HTTP/3.0, 65535"})
    void serverIsThatOfTheRequest(String protocol, int port) throws Exception {
        dump("dump");
        try (Gateway gateway = gateway().serverSoftware("Example/1.2").build()) {
            SeenRequest seen = SeenRequest.of(Answer.of(gateway.dispatch(GatewayRequest.get("/dump")
                    .protocol(protocol)
                    .server("[2001:db8::1]", port)
                    .build())));
            assertEquals(protocol, seen.variable("SERVER_PROTOCOL"));
            assertEquals("" + port, seen.variable("SERVER_PORT"));
            assertEquals("[2001:db8::1]", seen.variable("SERVER_NAME"));
            assertEquals("Example/1.2", seen.variable("SERVER_SOFTWARE"));
        }
    }

    /** Section 4.1.18. */
    @Test
    @Covers("cgi/rfc3875-4.1.18")
    void headersThatHaveVariablesOfTheirOwnAreNotRepeated() throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/dump")
                .header("Content-Type", "a/b")
                .header("Content-Length", "1")
                .header("Authorization", "Basic YQ==")
                .header("Connection", "keep-alive")
                .header("TE", "trailers")
                .header("X-Kept", "yes")
                .body(RequestBody.of(new byte[1])));
        List<String> passed = seen.variables().keySet().stream()
                .filter(name -> name.startsWith("HTTP_"))
                .toList();
        assertTrue(passed.contains("HTTP_X_KEPT"));
        for (String dropped : List.of("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH", "HTTP_AUTHORIZATION")) {
            assertFalse(passed.contains(dropped), dropped);
        }
    }

    /** Section 4.2: the input ends with the body, whether it is a file, a pipe or nothing. */
    @ParameterizedTest
    @Covers("cgi/rfc3875-4.2-body")
    @ValueSource(ints = {0, 1, 1000, 200_000, 3_000_000})
    void inputEndsWithTheBody(int length) throws Exception {
        dump("dump");
        for (int declared : new int[] {length, -1}) {
            RequestBody body = RequestBody.of(new java.io.ByteArrayInputStream(Bytes.random(length, 5)), declared);
            assertEquals(
                    length,
                    seen(GatewayRequest.builder("POST", "/dump").body(body))
                            .input()
                            .length());
        }
    }

    /** Section 4.3.3. */
    @Test
    @Covers("cgi/rfc3875-4.3.3")
    void bodyOfAnAnswerToHeadIsDiscarded() throws Exception {
        perl("large", "print \"Content-Type: text/plain\\nX-Seen: $ENV{REQUEST_METHOD}\\n\\n\", 'x' x 3000000;");
        Answer answer = answer(GatewayRequest.builder("HEAD", "/large").build());
        assertEquals("HEAD", answer.header("X-Seen"));
        assertEquals(0, answer.bytes().length);
    }

    /** Section 6.2.4. */
    @ParameterizedTest
    @Covers("cgi/rfc3875-6.2.3")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectWithADocumentKeepsBoth(int status) throws Exception {
        sh(
                "redirect",
                "printf 'Status: " + status
                        + " X\\nLocation: http://example.com/\\nContent-Type: text/html\\n\\nmoved'");
        Answer answer = get("/redirect");
        assertEquals(status, answer.status());
        assertEquals("http://example.com/", answer.header("Location"));
        assertEquals("moved", answer.body());
    }

    /** Section 6.3: names are not told apart by case, an empty value is none and redirects nobody. */
    @Test
    @Covers("cgi/rfc3875-6.3")
    void fieldsOfCgiAreRecognisedInAnyCase() throws Exception {
        sh("case", "printf 'sTATUS: 201 Made\\ncONTENT-tYPE: text/plain\\nLocation:\\n\\nok'");
        Answer answer = get("/case");
        assertEquals(201, answer.status());
        assertEquals("ok", answer.body());
        assertNull(answer.header("Status"));
        assertEquals("", answer.header("Location"));
    }

    /** Section 6.3: no blank before the colon, no continued lines. */
    @ParameterizedTest
    @Covers({"cgi/rfc3875-3.1", "cgi/rfc3875-6.3", "cgi/rfc3875-6.3.3", "cgi/nginx-cgi-strict"})
    @ValueSource(
            strings = {
                "Content-Length: 2\\nContent-Length: 3",
                "Status : 200",
                "X-A: b\\n continued",
                "Status: 20",
                "Status: abc",
                "Status: 099"
            })
    void malformedFieldsAreFailures(String fields) throws Exception {
        sh("bad", "printf '" + fields + "\\nContent-Type: text/plain\\n\\nok'");
        assertThrows(BackendFailureException.class, () -> get("/bad"));
    }

    /** Section 7.2: lines end with LF, or as HTTP has it. */
    @ParameterizedTest
    @Covers("cgi/rfc3875-7.2")
    @ValueSource(strings = {"\\n", "\\r\\n"})
    void linesMayEndEitherWay(String end) throws Exception {
        sh("lines", "printf 'X-Test: 1" + end + "Content-Type: text/plain" + end + end + "ok'");
        Answer answer = get("/lines");
        assertEquals("1", answer.header("X-Test"));
        assertEquals("ok", answer.body());
    }

    /** Nothing can be passed that ends a string early. */
    @Test
    @Covers("cgi/script-nul")
    void nulIsRefusedWhereverItMightComeFrom() throws Exception {
        Path script = dump("dump");
        assertThrows(IllegalArgumentException.class, () -> gateway().environment("A", "a\0b"));
        assertThrows(IllegalArgumentException.class, () -> gateway().environment("A\0", "a"));
        assertThrows(
                IllegalArgumentException.class, () -> GatewayRequest.get("/").variable("A", "a\0b"));
        assertThrows(
                IllegalArgumentException.class,
                () -> GatewayRequest.get("/").header("A", "a\0b").build());
        try (Gateway gateway =
                gateway().variables(request -> java.util.Map.of("A", "a\0b")).build()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/dump").build()));
        }
        CgiScriptMapper own = request -> new CgiScript("/dump", "", script, List.of("/usr/bin/perl", "a\0b"), null);
        try (Gateway gateway = gateway(own).build()) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/dump").build()));
        }
    }

    /** Section 8.1: what the system does not take is refused before it is tried. */
    @Test
    @Covers("cgi/rfc3875-8.1")
    void environmentIsBounded() throws Exception {
        dump("dump");
        int most = 128 * 1024 - 2 - "HTTP_X_LONG=".length();
        SeenRequest seen = seen(GatewayRequest.get("/dump").header("X-Long", "x".repeat(most)));
        assertEquals(most, seen.variable("HTTP_X_LONG").length());
        for (String value : List.of("x".repeat(most + 1), "x".repeat(300_000))) {
            GatewayRequest request =
                    GatewayRequest.get("/dump").header("X-Long", value).build();
            RequestRejectedException refusal = assertThrows(RequestRejectedException.class, () -> answer(request));
            assertEquals(431, refusal.suggestedStatus());
        }
    }
}
