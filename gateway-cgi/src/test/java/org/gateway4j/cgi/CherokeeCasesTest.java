package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Cherokee's tests check of a CGI host, as far as a library has a part in it; see docs/conformance/cgi.md. */
class CherokeeCasesTest extends CgiFixture {

    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";

    @ParameterizedTest
    @Covers("cgi/cherokee-path-info")
    @CsvSource({"/cgi/, /", "/cgi/a.b/c..d, /a.b/c..d", "/cgi/param, /param"})
    void pathInfoKeepsItsDots(String target, String info) throws Exception {
        dump("cgi");
        assertEquals(info, seen(GatewayRequest.get(target)).variable("PATH_INFO"));
    }

    @Test
    @Covers({"cgi/rfc3875-4.1.6", "cgi/cherokee-path-translated"})
    void pathInfoIsTranslatedWhereThereIsADocumentRoot() throws Exception {
        dump("cgi");
        ScriptDirectory scripts = CgiScriptMapper.directory(root).documentRoot(Path.of("/srv/www"));
        try (Gateway gateway = gateway(scripts).build()) {
            SeenRequest with = SeenRequest.of(
                    Answer.of(gateway.dispatch(GatewayRequest.get("/cgi/a/b").build())));
            assertEquals("/srv/www/a/b", with.variable("PATH_TRANSLATED"));
            assertEquals("/srv/www", with.variable("DOCUMENT_ROOT"));
            SeenRequest without = SeenRequest.of(
                    Answer.of(gateway.dispatch(GatewayRequest.get("/cgi").build())));
            assertNull(without.variable("PATH_TRANSLATED"));
        }
        assertNull(seen(GatewayRequest.get("/cgi/a/b")).variable("PATH_TRANSLATED"));
    }

    @ParameterizedTest
    @Covers("cgi/cherokee-error-page")
    @ValueSource(ints = {400, 404, 500, 503})
    void errorPageOfTheScriptIsKept(int status) throws Exception {
        sh("cgi", "printf 'Status: " + status + "\\nContent-Type: text/html\\n\\nown page'");
        Answer answer = get("/cgi");
        assertEquals(status, answer.status());
        assertEquals("own page", answer.body());
    }

    @Test
    @Covers("cgi/cherokee-post")
    void postOfNoLengthAtAllIsServed() throws Exception {
        dump("cgi");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/cgi").header("Content-Length", "0"));
        assertEquals("0", seen.variable("CONTENT_LENGTH"));
        assertEquals("", seen.input());
    }

    @Test
    @Covers("cgi/cherokee-status-line")
    void statusLineInTheBodyIsBody() throws Exception {
        sh("cgi", HEAD, "printf 'HTTP/1.0 404 Not Found\\r\\nX: y\\r\\n\\r\\nhello'");
        Answer answer = get("/cgi");
        assertEquals(200, answer.status());
        assertEquals("HTTP/1.0 404 Not Found\r\nX: y\r\n\r\nhello", answer.body());
    }

    @Test
    @Covers("cgi/cherokee-too-large")
    void bodyBeyondTheCapIsRefused() throws Exception {
        dump("cgi");
        Spooling spooling = Spooling.defaults().withDirectory(spool).withMaxBytes(1000);
        try (Gateway gateway = gateway().spooling(spooling).build()) {
            GatewayRequest request = GatewayRequest.builder("POST", "/cgi")
                    .body(RequestBody.of(new ByteArrayInputStream(new byte[1001]), -1))
                    .build();
            assertEquals(
                    413,
                    assertThrows(RequestRejectedException.class, () -> gateway.dispatch(request))
                            .suggestedStatus());
            assertEquals(0, gateway.stats().opened());
        }
    }

    @Test
    @Covers({"cgi/rfc3875-4.1.1", "cgi/cherokee-auth-type"})
    void kindOfAuthenticationIsTheHosts() throws Exception {
        dump("cgi");
        SeenRequest seen = seen(GatewayRequest.get("/cgi").user(new AuthenticatedUser("ada", "Basic")));
        assertEquals("Basic", seen.variable("AUTH_TYPE"));
    }

    @Test
    @Covers({"cgi/rfc3875-6.4", "cgi/cherokee-encoded"})
    void encodedBodyIsNotTouched() throws Exception {
        sh("cgi", "printf 'Content-Type: text/plain\\nContent-Encoding: gzip\\n\\n\\037\\213\\010\\000'");
        Answer answer = get("/cgi");
        assertEquals("gzip", answer.header("Content-Encoding"));
        assertArrayEquals(new byte[] {31, (byte) 139, 8, 0}, answer.bytes());
    }

    /** As the locale of this test allows; {@link LocaleIT} has one of each kind. */
    @Test
    @Covers("cgi/cherokee-utf8")
    void pathsMayBeUtf8() throws Exception {
        assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "the locale is not UTF-8");
        String name = "h\u00e9llo \u65e5\u672c";
        dump(name);
        StringBuilder target = new StringBuilder("/");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            target.append("%%%02x".formatted(b & 0xFF));
        }
        SeenRequest seen = seen(GatewayRequest.get(target + "/%c3%a9"));
        String octets = Bytes.text(name.getBytes(StandardCharsets.UTF_8));
        assertEquals("/" + octets, seen.variable("SCRIPT_NAME"));
        assertEquals("/\u00c3\u00a9", seen.variable("PATH_INFO"));
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-4.1.12", "cgi/cherokee-methods"})
    @ValueSource(
            strings = {
                "GET",
                "POST",
                "PUT",
                "DELETE",
                "OPTIONS",
                "TRACE",
                "PATCH",
                "PROPFIND",
                "PROPPATCH",
                "MKCOL",
                "COPY",
                "MOVE",
                "LOCK",
                "UNLOCK",
                "VERSION-CONTROL",
                "REPORT",
                "CHECKOUT",
                "CHECKIN",
                "UNCHECKOUT",
                "MKWORKSPACE",
                "UPDATE",
                "LABEL",
                "MERGE",
                "BASELINE-CONTROL",
                "MKACTIVITY",
                "SEARCH",
                "x-Own"
            })
    void everyMethodMayHaveABody(String method) throws Exception {
        dump("cgi");
        SeenRequest seen = seen(GatewayRequest.builder(method, "/cgi").body(RequestBody.of(Bytes.of("body"))));
        assertEquals(method, seen.variable("REQUEST_METHOD"));
        assertEquals("body", seen.input());
    }

    @Test
    @Covers("cgi/cherokee-204")
    void statusWithoutContentHasNone() throws Exception {
        sh("cgi", "printf 'Status: 204 No Content\\n\\n'");
        Answer answer = get("/cgi");
        assertEquals(204, answer.status());
        assertEquals(0, answer.bytes().length);
    }

    @Test
    @Covers("cgi/cherokee-headers")
    void eightyHeadersReachTheScriptAndEightyTheClient() throws Exception {
        perl(
                "cgi",
                "print \"Content-Type: text/plain\\n\", (map { \"X-Out-$_: $_\\n\" } 1 .. 80), \"\\n\", scalar grep { /^HTTP_X_IN/ } keys %ENV;");
        GatewayRequest.Builder request = GatewayRequest.get("/cgi");
        for (int i = 1; i <= 80; i++) {
            request.header("X-In-" + i, "" + i);
        }
        Answer answer = answer(request.build());
        assertEquals("80", answer.header("X-Out-80"));
        assertEquals("80", answer.body());
    }
}
