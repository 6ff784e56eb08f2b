package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.SendfileRoots;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of lighttpd's tests of its CGI module; docs/conformance/cgi.md says where each is. */
class LighttpdCasesTest extends CgiFixture {

    private static final int USUAL_REDIRECTS = 5;

    @Test
    @Covers("cgi/lighttpd-plain")
    void scriptAnswers() throws Exception {
        perl("cgi.pl", "print \"Content-Type: text/plain\\r\\n\\r\\n/cgi.pl\";");
        assertEquals(200, get("/cgi.pl").status());
    }

    /** It is not there, and nobody is shown the source. */
    @Test
    @Covers("cgi/lighttpd-blanks")
    void nameWithBlanksAtItsEndIsNotFound() throws Exception {
        dump("cgi.pl");
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> get("/cgi.pl%20%20%20"));
        assertEquals(404, rejection.suggestedStatus());
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-4.1.5", "cgi/lighttpd-path-info"})
    @CsvSource({
        "/cgi.pl, /cgi.pl, ",
        "/cgi.pl/foo, /cgi.pl, /foo",
        "/cgi.pl/foo/bar, /cgi.pl, /foo/bar",
        "/cgi.pl/, /cgi.pl, /",
        "/cgi.pl/foo/, /cgi.pl, /foo/",
        "/cgi.pl/%20x, /cgi.pl, / x"
    })
    void pathInfoIsWhatFollowsTheScript(String target, String name, String info) throws Exception {
        dump("cgi.pl");
        SeenRequest seen = seen(GatewayRequest.get(target));
        assertEquals(name, seen.variable("SCRIPT_NAME"));
        assertEquals(info, seen.variable("PATH_INFO"));
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-6.2.2", "cgi/lighttpd-internal-redirect"})
    @ValueSource(strings = {"/dummydir/", "/foo?a=b", "/%66oo"})
    void localRedirectIsOffered(String target) throws Exception {
        plain("target", target);
        perl("cgi.pl", "open my $f, '<', 'target'; print 'Location: ', <$f>, \"\\r\\n\\r\\n\";");
        try (Gateway gateway = gateway().build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/cgi.pl").build())) {
            assertEquals(new Handoff.LocalRedirect(target), response.handoff());
            assertEquals(-1, response.body().read());
        }
    }

    @ParameterizedTest
    @Covers("cgi/lighttpd-internal-redirect")
    @ValueSource(
            strings = {
                "Location: //evil.example/",
                "Location: /foo\\nX-More: field",
                "Location: /foo\\nStatus: 302 Found",
                "Location: /foo#fragment"
            })
    void whatIsNoLocalRedirectGoesToTheClient(String head) throws Exception {
        sh("cgi", "printf '" + head + "\\n\\n'");
        try (Gateway gateway = gateway().build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/cgi").build())) {
            assertNull(response.handoff());
            assertEquals(302, response.status());
        }
    }

    /** There five times at most; here as often as the host lets it, and the gateway stops at its own cap. */
    @Test
    @Covers({"cgi/rfc3875-6.2.2", "cgi/lighttpd-internal-redirect"})
    void localRedirectsInACircleEnd() throws Exception {
        sh("loop", "printf 'Location: /loop\\n\\n'");
        try (Gateway gateway = gateway().build()) {
            GatewayRequest first = GatewayRequest.get("/loop").build();
            assertThrows(BackendFailureException.class, () -> {
                GatewayRequest request = first;
                for (int i = 0; i <= USUAL_REDIRECTS + 1; i++) {
                    gateway.dispatch(request).close();
                    request = request.followUp(new Handoff.LocalRedirect("/loop"));
                }
            });
        }
    }

    /** A body goes with the request that had it. */
    @Test
    @Covers("cgi/lighttpd-internal-redirect")
    void localRedirectIsAGetWithoutABody() throws Exception {
        sh("post", "printf 'Location: /dump\\n\\n'");
        dump("dump");
        GatewayRequest request = GatewayRequest.builder("POST", "/post")
                .header("Content-Length", "3")
                .body(RequestBody.of(Bytes.of("abc")))
                .build();
        assertEquals(302, answer(request).status());
        SeenRequest seen = SeenRequest.of(answer(request.followUp(new Handoff.LocalRedirect("/dump"))));
        assertEquals("GET", seen.variable("REQUEST_METHOD"));
        assertNull(seen.variable("CONTENT_LENGTH"));
        assertEquals("", seen.input());
    }

    @Test
    @Covers("cgi/lighttpd-external-redirect")
    void externalRedirectGoesToTheClient() throws Exception {
        sh("cgi", "printf 'Location: http://www.example.org:2048/\\n\\n'");
        Answer answer = get("/cgi");
        assertEquals(302, answer.status());
        assertEquals("http://www.example.org:2048/", answer.header("Location"));
    }

    /** A crash of lighttpd once. */
    @Test
    @Covers("cgi/lighttpd-external-redirect")
    void redirectWithBytesBehindItIsOne() throws Exception {
        sh("cgi", "printf 'Location: http://example.com/\\r\\n\\n\\n'");
        Answer answer = get("/cgi");
        assertEquals(302, answer.status());
        assertEquals("\n", answer.body());
    }

    @Test
    @Covers("cgi/lighttpd-external-redirect")
    void redirectWithoutATypeHasItsBody() throws Exception {
        sh("cgi", "printf 'Location: http://x/\\nContent-Length: 5\\n\\nclick'");
        Answer answer = get("/cgi");
        assertEquals(302, answer.status());
        assertEquals("5", answer.header("Content-Length"));
        assertEquals("click", answer.body());
    }

    @Test
    @Covers({"cgi/lighttpd-sendfile", "cgi/cherokee-sendfile"})
    void sendfileIsOfferedBelowItsRoots() throws Exception {
        Path file = Files.write(spool.resolveSibling("index.txt"), new byte[4348]);
        sh(
                "inside",
                "printf 'Status: 200\\nX-LIGHTTPD-send-file: x\\nX-Sendfile: " + file
                        + "\\nContent-Type: text/plain\\n\\n'");
        sh("outside", "printf 'X-Sendfile: /etc/passwd\\nContent-Type: text/plain\\n\\n'");
        try (Gateway gateway = gateway()
                .sendfileRoots(SendfileRoots.none().sendfile(directory))
                .build()) {
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/inside").build())) {
                assertEquals(new Handoff.SendFile(file), response.handoff());
                assertNull(response.headers().first("X-Sendfile"));
                assertNull(response.headers().first("X-LIGHTTPD-send-file"));
            }
            assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/outside").build()));
        }
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-5", "cgi/lighttpd-nph"})
    @CsvSource({
        "HTTP/1.1 30 Not Modified, 502",
        "HTTP/1.1 3000 x, 502",
        "HTTP/1.1 304 Not Modified, 304",
        "HTTP/1.0 200 OK, 200",
        "HTTP/1.1, 502"
    })
    void statusLineIsUnderstood(String line, int status) throws Exception {
        sh("nph", "printf '" + line + "\\r\\nContent-Type: text/plain\\r\\n\\r\\n'");
        if (status == 502) {
            assertEquals(502, failure("/nph").suggestedStatus());
        } else {
            assertEquals(status, get("/nph").status());
        }
    }

    @Test
    @Covers("cgi/lighttpd-variables")
    void variablesAreThoseOfTheRequest() throws Exception {
        dump("cgi.pl");
        SeenRequest seen = seen(GatewayRequest.get("/cgi.pl?name=foo")
                .server("www.example.org", 2048)
                .header("Host", "www.example.org:2048")
                .header("X-X", "YY123")
                .header("xX-X-Y", "YY123")
                .header("X-Blank", ""));
        assertEquals("CGI/1.1", seen.variable("GATEWAY_INTERFACE"));
        assertEquals("name=foo", seen.variable("QUERY_STRING"));
        assertEquals("YY123", seen.variable("HTTP_X_X"));
        assertEquals("YY123", seen.variable("HTTP_XX_X_Y"));
        assertEquals("www.example.org:2048", seen.variable("HTTP_HOST"));
        assertEquals("", seen.variable("HTTP_X_BLANK"));
        assertFalse(seen.variables().containsKey("HTTP_X_ABSENT"));
    }

    @Test
    @Covers({"cgi/rfc3875-4.1.7", "cgi/lighttpd-variables"})
    void queryIsEmptyIfThereIsNone() throws Exception {
        dump("cgi.pl");
        assertEquals("", seen(GatewayRequest.get("/cgi.pl")).variable("QUERY_STRING"));
    }

    @Test
    @Covers({"cgi/lighttpd-404", "cgi/httpd-acceptpathinfo"})
    void scriptsOwnErrorPageIsKept() throws Exception {
        sh("cgi", "printf 'Status: 404 Not Found\\nContent-Type: text/html\\n\\nnone such'");
        Answer answer = get("/cgi");
        assertEquals(404, answer.status());
        assertEquals("none such", answer.body());
    }

    /** The host has answered it, or not; the script sees an ordinary request. */
    @Test
    @Covers("cgi/lighttpd-expect")
    void expectationOfTheClientIsTheHosts() throws Exception {
        dump("cgi.pl");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/cgi.pl")
                .header("Expect", "100-continue")
                .body(RequestBody.of(Bytes.of("body"))));
        assertEquals("body", seen.input());
    }

    @ParameterizedTest
    @Covers({"cgi/rfc3875-4.1.2", "cgi/lighttpd-chunked"})
    @ValueSource(ints = {0, 1, 10, 65_536, 200_000})
    void bodyOfUnknownLengthHasItsTrueLength(int length) throws Exception {
        dump("cgi.pl");
        RequestBody body = RequestBody.of(new ByteArrayInputStream(Bytes.random(length, 1)), -1);
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/cgi.pl").body(body));
        assertEquals(length == 0 ? null : "" + length, seen.variable("CONTENT_LENGTH"));
        assertEquals(length, seen.input().length());
    }

    @Test
    @Covers("cgi/lighttpd-setenv")
    void addressIsWhatTheHostSays() throws Exception {
        dump("cgi.pl");
        InetSocketAddress forwarded = new InetSocketAddress(InetAddress.getByName("203.0.113.9"), 443);
        SeenRequest seen = seen(GatewayRequest.get("/cgi.pl")
                .header("X-Forwarded-For", "10.0.0.1")
                .remoteAddress(forwarded));
        assertEquals("203.0.113.9", seen.variable("REMOTE_ADDR"));
        assertEquals("10.0.0.1", seen.variable("HTTP_X_FORWARDED_FOR"));
    }

    /** Different: there the whole output is taken for the body then. */
    @ParameterizedTest
    @Covers({"cgi/lighttpd-no-head", "cgi/nginx-cgi-strict"})
    @ValueSource(strings = {"printf 'just text'", "printf 'just text\\nmore\\n'", "printf 'X-Y: z\\n'"})
    void outputWithoutAHeadIsAFailure(String output) throws Exception {
        sh("cgi", output);
        assertEquals(502, failure("/cgi").suggestedStatus());
        assertTrue(failure("/cgi").blamesBackend());
    }
}
