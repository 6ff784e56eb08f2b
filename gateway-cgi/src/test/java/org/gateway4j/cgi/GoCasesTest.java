package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of Go's tests of its net/http/cgi package; docs/conformance/cgi.md says where each is. */
class GoCasesTest extends CgiFixture {

    private static GatewayRequest.Builder basic(String target) throws IOException {
        return GatewayRequest.get(target)
                .server("example.com", 80)
                .header("Host", "example.com:80")
                .remoteAddress(new InetSocketAddress(InetAddress.getByAddress(new byte[] {1, 2, 3, 4}), 1234));
    }

    private static void assertVariables(SeenRequest seen, String... expected) {
        for (int i = 0; i < expected.length; i += 2) {
            assertEquals(expected[i + 1], seen.variable(expected[i]), expected[i]);
        }
    }

    @Test
    @Covers({"cgi/rfc3875-4.1.4", "cgi/go-basic-get"})
    void basicGet() throws Exception {
        dump("test.cgi");
        SeenRequest seen = seen(basic("/test.cgi?foo=bar&a=b"));
        assertVariables(
                seen,
                "SERVER_NAME",
                "example.com",
                "SERVER_PORT",
                "80",
                "HTTP_HOST",
                "example.com:80",
                "PATH_INFO",
                null,
                "QUERY_STRING",
                "foo=bar&a=b",
                "REMOTE_ADDR",
                "1.2.3.4",
                "REMOTE_HOST",
                "1.2.3.4",
                "REMOTE_PORT",
                "1234",
                "REQUEST_METHOD",
                "GET",
                "REQUEST_URI",
                "/test.cgi?foo=bar&a=b",
                "SCRIPT_NAME",
                "/test.cgi",
                "SCRIPT_FILENAME",
                root + "/test.cgi",
                "GATEWAY_INTERFACE",
                "CGI/1.1",
                "SERVER_SOFTWARE",
                "Gateway4j");
        assertEquals("", seen.input());
    }

    @Test
    @Covers({"cgi/rfc3875-6.2.1", "cgi/go-basic-get"})
    void headersOfTheResponsePass() throws Exception {
        perl("test.cgi", "print \"Content-Type: text/html\\nX-Test-Header: X-Test-Value\\n\\nok\";");
        Answer answer = get("/test.cgi");
        assertEquals("text/html", answer.header("Content-Type"));
        assertEquals("X-Test-Value", answer.header("X-Test-Header"));
    }

    @Test
    @Covers("cgi/go-ipv6")
    void peerWithAnAddressOfIpVersion6() throws Exception {
        dump("test.cgi");
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getByName("2000::3000"), 12345);
        assertVariables(
                seen(basic("/test.cgi").remoteAddress(peer)),
                "REMOTE_ADDR",
                "2000::3000",
                "REMOTE_HOST",
                "2000::3000",
                "REMOTE_PORT",
                "12345");
    }

    /** A relative directory means the same as an absolute one. */
    @Test
    @Covers("cgi/go-absolute-path")
    void pathOfTheScriptIsMadeAbsolute() throws Exception {
        dump("test.cgi");
        Path relative = Path.of("").toAbsolutePath().relativize(root);
        try (Gateway gateway = gateway(CgiScriptMapper.directory(relative)).build()) {
            SeenRequest seen =
                    SeenRequest.of(Answer.of(gateway.dispatch(basic("/test.cgi").build())));
            assertVariables(seen, "SCRIPT_FILENAME", root + "/test.cgi", "SCRIPT_NAME", "/test.cgi");
        }
    }

    @Test
    @Covers("cgi/go-path-info")
    void pathInfo() throws Exception {
        dump("test.cgi");
        assertVariables(
                seen(basic("/test.cgi/extrapath?a=b")),
                "PATH_INFO",
                "/extrapath",
                "SCRIPT_NAME",
                "/test.cgi",
                "QUERY_STRING",
                "a=b");
    }

    @Test
    @Covers({"cgi/rfc3875-4.1.13", "cgi/go-path-info-dir-root"})
    void pathInfoBehindAMountPrefix() throws Exception {
        Path script = dump("test.cgi");
        try (Gateway gateway = gateway(CgiScriptMapper.executable(script)).build()) {
            SeenRequest seen = SeenRequest.of(Answer.of(gateway.dispatch(
                    basic("/myscript/bar?a=b").mountPrefix("/myscript").build())));
            assertVariables(seen, "PATH_INFO", "/bar", "SCRIPT_NAME", "/myscript");
            SeenRequest whole = SeenRequest.of(Answer.of(
                    gateway.dispatch(basic("/myscript").mountPrefix("/myscript").build())));
            assertVariables(whole, "PATH_INFO", null, "SCRIPT_NAME", "/myscript");
        }
    }

    @Test
    @Covers("cgi/go-path-info-no-root")
    void pathInfoWithoutAMountPrefix() throws Exception {
        Path script = dump("test.cgi");
        try (Gateway gateway = gateway(CgiScriptMapper.executable(script)).build()) {
            SeenRequest seen =
                    SeenRequest.of(Answer.of(gateway.dispatch(basic("/bar?a=b").build())));
            assertVariables(seen, "PATH_INFO", "/bar", "SCRIPT_NAME", "");
        }
    }

    @Test
    @Covers({"cgi/rfc3875-4.1.18", "cgi/go-duplicate-headers"})
    void repeatedHeadersAreMerged() throws Exception {
        dump("test.cgi");
        assertVariables(
                seen(basic("/test.cgi")
                        .header("Cookie", "nom=NOM")
                        .header("Cookie", "yum=YUM")
                        .header("X-Foo", "val1")
                        .header("X-Foo", "val2")),
                "HTTP_COOKIE",
                "nom=NOM; yum=YUM",
                "HTTP_X_FOO",
                "val1, val2");
    }

    @Test
    @Covers("cgi/go-proxy-header")
    void proxyHeaderIsDropped() throws Exception {
        dump("test.cgi");
        assertNull(
                seen(basic("/test.cgi").header("Proxy", "should_be_stripped")).variable("HTTP_PROXY"));
    }

    @Test
    @Covers("cgi/go-post")
    void postHasItsLengthTypeAndBody() throws Exception {
        dump("test.cgi");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/test.cgi?a=b")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(RequestBody.of(Bytes.of("postfoo=postbar"))));
        assertVariables(
                seen,
                "CONTENT_LENGTH",
                "15",
                "CONTENT_TYPE",
                "application/x-www-form-urlencoded",
                "REQUEST_METHOD",
                "POST");
        assertEquals("postfoo=postbar", seen.input());
    }

    /** Go answers 400. */
    @Test
    @Covers({"cgi/rfc3875-4.2-length", "cgi/go-post-chunked"})
    void postOfUnknownLengthHasItsTrueOne() throws Exception {
        dump("test.cgi");
        RequestBody body = RequestBody.of(new ByteArrayInputStream(Bytes.of("postfoo=postbar")), -1);
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/test.cgi").body(body));
        assertVariables(seen, "CONTENT_LENGTH", "15");
        assertEquals("postfoo=postbar", seen.input());
    }

    @Test
    @Covers({"cgi/rfc3875-6.2.3", "cgi/go-redirect"})
    void redirectOfTheClient() throws Exception {
        sh("test.cgi", "printf 'Location: http://foo.com/\\n\\n'");
        Answer answer = get("/test.cgi?loc=http://foo.com/");
        assertEquals(302, answer.status());
        assertEquals("http://foo.com/", answer.header("Location"));
    }

    @Test
    @Covers({"cgi/rfc3875-6.2.2", "cgi/go-internal-redirect"})
    void localRedirectIsOfferedAndKeepsThePeer() throws Exception {
        sh("test.cgi", "printf 'Location: /foo\\n\\n'");
        dump("foo");
        GatewayRequest request = basic("/test.cgi").build();
        try (Gateway gateway = gateway().build();
                GatewayResponse response = gateway.dispatch(request)) {
            assertEquals(new Handoff.LocalRedirect("/foo"), response.handoff());
            SeenRequest seen =
                    SeenRequest.of(Answer.of(gateway.dispatch(request.followUp(new Handoff.LocalRedirect("/foo")))));
            assertVariables(seen, "SCRIPT_NAME", "/foo", "REMOTE_ADDR", "1.2.3.4", "REMOTE_PORT", "1234");
        }
    }

    @Test
    @Covers("cgi/go-copy-error")
    void scriptIsEndedWhenTheClientGoesAfterTheHead() throws Exception {
        perl("big", "print \"Content-Type: text/plain\\n\\n\"; print 'x' x 65536 for 1 .. 272;");
        try (Gateway gateway = gateway().build()) {
            gateway.dispatch(GatewayRequest.get("/big").build()).close();
            Await.untilEquals(List.of(), this::scripts, "scripts");
        }
    }

    @Test
    @Covers("cgi/go-kill-after-copy-error")
    void scriptIsEndedWhenTheClientBreaksOffInTheBody() throws Exception {
        perl("forever", "print \"Content-Type: text/plain\\n\\n\"; print 'x' x 65536 while 1;");
        OutputStream broken = new OutputStream() {
            private int left = 50 * 1024;

            @Override
            public void write(int b) throws IOException {
                left--;
                if (left < 0) {
                    throw new IOException("client is gone");
                }
            }
        };
        try (Gateway gateway = gateway().build()) {
            GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/forever").build());
            assertThrows(IOException.class, () -> response.body().transferTo(broken));
            response.close();
            Await.untilEquals(List.of(), this::scripts, "scripts");
        }
    }

    @Test
    @Covers({"cgi/rfc3875-7.2", "cgi/go-directory"})
    void scriptRunsInItsOwnDirectory() throws Exception {
        dump("sub/test.cgi");
        assertEquals(
                root.resolve("sub").toString(), seen(basic("/sub/test.cgi")).directory());
    }

    @Test
    @Covers({"cgi/go-directory", "cgi/nginx-cgi-settings"})
    void scriptRunsInTheConfiguredDirectory() throws Exception {
        dump("test.cgi");
        try (Gateway gateway = gateway().workingDirectory(spool).build()) {
            SeenRequest seen =
                    SeenRequest.of(Answer.of(gateway.dispatch(basic("/test.cgi").build())));
            assertEquals(spool.toString(), seen.directory());
        }
    }

    /** Different: what follows from the request wins over what is configured, except where the host sets it per request. */
    @Test
    @Covers("cgi/go-environment")
    void configuredVariablesDoNotReplaceThoseOfTheRequest() throws Exception {
        dump("test.cgi");
        try (Gateway gateway = gateway()
                .environment("SCRIPT_FILENAME", "/foo/bar")
                .environment("REQUEST_URI", "/foo/bar")
                .environment("PATH", "/wibble")
                .variables(request -> java.util.Map.of("DOCUMENT_URI", "/own"))
                .build()) {
            SeenRequest seen =
                    SeenRequest.of(Answer.of(gateway.dispatch(basic("/test.cgi").build())));
            assertVariables(
                    seen,
                    "SCRIPT_FILENAME",
                    root + "/test.cgi",
                    "REQUEST_URI",
                    "/test.cgi",
                    "PATH",
                    "/wibble",
                    "DOCUMENT_URI",
                    "/own");
        }
    }

    @Test
    @Covers("cgi/go-error-output")
    void errorOutputArrives() throws Exception {
        sh("test.cgi", "printf 'Content-Type: text/plain\\n\\n'", "echo 'Hello, stderr!' >&2");
        RecordingListener listener = new RecordingListener();
        try (Gateway gateway = gateway().listener(listener).build()) {
            assertEquals(
                    "", Answer.of(gateway.dispatch(basic("/test.cgi").build())).body());
        }
        assertTrue(listener.events().contains("applicationError Hello, stderr!"), () -> "" + listener.events());
    }

    @Test
    @Covers("cgi/go-leading-duplicates")
    void lastOfRepeatedConfigurationsWins() throws Exception {
        dump("test.cgi");
        try (Gateway gateway = gateway()
                .environment("a", "b")
                .environment("c", "d")
                .environment("a", "z")
                .build()) {
            SeenRequest seen =
                    SeenRequest.of(Answer.of(gateway.dispatch(basic("/test.cgi").build())));
            assertVariables(seen, "a", "z", "c", "d");
        }
    }

    @Test
    @Covers("cgi/go-environment")
    void whatIsNotSetToBeInheritedLeavesTheConfigurationAsItIs() throws Exception {
        dump("test.cgi");
        try (Gateway gateway = gateway()
                .environment("GATEWAY4J_NOT_SET", "default")
                .inherit("GATEWAY4J_NOT_SET")
                .build()) {
            SeenRequest seen =
                    SeenRequest.of(Answer.of(gateway.dispatch(basic("/test.cgi").build())));
            assertVariables(seen, "GATEWAY4J_NOT_SET", "default");
        }
    }

    /** A Java program, run by the JVM of this test. */
    @Test
    @Covers("cgi/go-hosting-ourselves")
    void programOfTheSameRuntimeServes() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        plain("Hello.java", """
                class Hello {
                    public static void main(String[] arguments) throws Exception {
                        String body = new String(System.in.readAllBytes());
                        System.out.print("Content-Type: text/plain\\n\\n" + System.getenv("REQUEST_METHOD") + " " + body);
                    }
                }
                """);
        ScriptDirectory scripts = CgiScriptMapper.directory(root)
                .interpreter(".java", java.toString(), "-Xshare:auto", "-XX:TieredStopAtLevel=1");
        try (Gateway gateway = gateway(scripts).build()) {
            Answer answer = Answer.of(gateway.dispatch(GatewayRequest.builder("POST", "/Hello.java")
                    .body(RequestBody.of(Bytes.of("from Java")))
                    .build()));
            assertEquals("POST from Java", answer.body());
        }
    }

    @Test
    @Covers("cgi/go-only-headers")
    void onlyHeadersAreAResponse() throws Exception {
        sh("test.cgi", "printf 'X-Test-Header: X-Test-Value\\nContent-Type: text/plain\\n\\n'");
        Answer answer = get("/test.cgi");
        assertEquals(200, answer.status());
        assertEquals("X-Test-Value", answer.header("X-Test-Header"));
        assertEquals("", answer.body());
    }

    @Test
    @Covers("cgi/go-no-body")
    void requestWithoutABodyHasAnEmptyInput() throws Exception {
        dump("test.cgi");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/test.cgi"));
        assertEquals("", seen.input());
        assertNull(seen.variable("CONTENT_LENGTH"));
    }

    @ParameterizedTest
    @Covers("cgi/go-content-type")
    @ValueSource(strings = {"text/html; charset=utf-8", "text/xml; charset=utf-8", "text/plain", "image/jpeg"})
    void contentTypePassesAsItIs(String type) throws Exception {
        sh("test.cgi", "printf 'Content-Type: " + type + "\\n\\n<html>\\377\\330\\377'");
        assertEquals(type, get("/test.cgi").header("Content-Type"));
    }

    @Test
    @Covers({"cgi/rfc3875-6.1", "cgi/go-500"})
    void noHeadersAreAFailure() throws Exception {
        sh("test.cgi", "exit 0");
        assertTrue(failure("/test.cgi").getMessage().contains("after 0 bytes of the response head"));
    }

    /** Different: as with nginx and httpd, a missing type is no reason to withhold an answer and its status. */
    @Test
    @Covers({"cgi/rfc3875-6.3.1", "cgi/go-500"})
    void noContentTypeIsNoFailure() throws Exception {
        sh("test.cgi", "printf 'Status: 415 Unsupported\\n\\nbody'");
        Answer answer = get("/test.cgi");
        assertEquals(415, answer.status());
        assertNull(answer.header("Content-Type"));
        assertEquals("body", answer.body());
    }

    @Test
    @Covers({"cgi/rfc3875-6.1", "cgi/go-500"})
    void emptyHeaderBlockIsAFailure() throws Exception {
        sh("test.cgi", "printf '\\nbody'");
        assertTrue(failure("/test.cgi").getMessage().contains("no header line"));
        assertFalse(failure("/test.cgi").getMessage().contains("body\""));
    }
}
