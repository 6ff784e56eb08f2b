package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of httpd's tests of CGI programs; docs/conformance/cgi.md says where each is. */
class HttpdCasesTest extends CgiFixture {

    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";

    @Test
    @Covers("cgi/httpd-scripts")
    void perlAndShellScriptsAnswer() throws Exception {
        perl("perl.pl", "print \"Content-type: text/plain\\n\\nperl cgi\";");
        sh("sh.sh", HEAD, "echo 'sh cgi'");
        assertEquals("perl cgi", get("/perl.pl").body());
        assertEquals("sh cgi\n", get("/sh.sh").body());
    }

    @Test
    @Covers("cgi/httpd-bogus")
    void brokenScriptsAreFailures() throws Exception {
        perl("bogus-perl.pl", "this is no Perl {");
        sh("bogus-sh.sh", "echo no header");
        assertTrue(failure("/bogus-perl.pl").getMessage().contains("exited with status 255"));
        assertTrue(failure("/bogus-sh.sh").getMessage().contains("no colon in line 1 of the response head"));
    }

    @ParameterizedTest
    @Covers("cgi/httpd-bogus")
    @ValueSource(ints = {10, 100, 1023, 1024})
    void postToABrokenScriptIsAFailure(int length) throws Exception {
        perl("bogus-perl.pl", "this is no Perl {");
        GatewayRequest request = GatewayRequest.builder("POST", "/bogus-perl.pl")
                .body(RequestBody.of(new byte[length]))
                .build();
        assertThrows(BackendFailureException.class, () -> answer(request));
    }

    @Test
    @Covers("cgi/httpd-stderr")
    void muchErrorOutputBeforeTheHeadHoldsNothingUp() throws Exception {
        perl("stderr1.pl", "print STDERR 'this is a long line ' x 410; print \"Content-type: text/plain\\n\\nok\";");
        assertEquals("ok", get("/stderr1.pl").body());
    }

    @Test
    @Covers("cgi/httpd-stderr")
    void scriptMayCloseItsErrorOutput() throws Exception {
        perl("stderr2.pl", "close STDERR; print \"Content-type: text/plain\\n\\nclosed\";");
        assertEquals("closed", get("/stderr2.pl").body());
    }

    @Test
    @Covers("cgi/httpd-stderr")
    void errorOutputAfterTheEndOfTheOutputArrives() throws Exception {
        perl(
                "stderr3.pl",
                "print \"Content-type: text/plain\\n\\nthis is also seen\"; close STDOUT; print STDERR \"late\\n\";");
        RecordingListener listener = new RecordingListener();
        try (Gateway gateway = gateway().listener(listener).build()) {
            assertEquals(
                    "this is also seen",
                    Answer.of(gateway.dispatch(GatewayRequest.get("/stderr3.pl").build()))
                            .body());
        }
        assertTrue(listener.events().contains("applicationError late"), () -> "" + listener.events());
    }

    /** The log of one request is bounded, as ScriptLogLength bounds httpd's. */
    @Test
    @Covers("cgi/httpd-bogus")
    void errorOutputIsBounded() throws Exception {
        perl("chatty", "print STDERR \"line $_\\n\" for 1 .. 100; print \"Content-type: text/plain\\n\\n\";");
        RecordingListener listener = new RecordingListener();
        try (Gateway gateway = gateway()
                .listener(listener)
                .limits(Limits.defaults().withStderrBytes(21))
                .build()) {
            Answer.of(gateway.dispatch(GatewayRequest.get("/chatty").build()));
        }
        assertEquals(
                3,
                listener.events().stream()
                        .filter(event -> event.startsWith("applicationError line"))
                        .count());
    }

    @Test
    @Covers({"cgi/rfc3875-5", "cgi/httpd-nph"})
    void nonParsedHeadersAreParsed() throws Exception {
        perl(
                "nph-test.pl",
                "print \"HTTP/1.0 222 Here you are\\r\\nContent-Type: text/html\\r\\nFoo: Bar\\r\\n\\r\\nhi\";");
        try (Gateway gateway = gateway().build();
                var response =
                        gateway.dispatch(GatewayRequest.get("/nph-test.pl").build())) {
            assertEquals(222, response.status());
            assertEquals("Here you are", response.reason());
            assertEquals("Bar", response.headers().first("Foo"));
            assertEquals("hi", Bytes.text(response.body().readAllBytes()));
        }
    }

    @Test
    @Covers("cgi/httpd-stderr")
    void nonParsedHeadersWithErrorOutput() throws Exception {
        perl("nph-stderr.pl", "print \"HTTP/1.1 200 OK\\nContent-Type: text/plain\\n\\nok\"; print STDERR 'x' x 8192;");
        assertEquals("ok", get("/nph-stderr.pl").body());
    }

    /** Different: a program cannot write to the client's connection; interim responses are read and not passed on. */
    @ParameterizedTest
    @Covers("cgi/httpd-nph-interim")
    @ValueSource(ints = {100, 102, 103})
    void interimResponsesAreSkipped(int status) throws Exception {
        perl(
                "nph-interim.pl",
                "print \"HTTP/1.1 " + status + " Interim\\n\\nHTTP/1.1 200 OK\\nContent-Type: text/plain\\n\\nok\";");
        assertEquals("ok", get("/nph-interim.pl").body());
    }

    /** Different: RFC 9110 has no folded fields any more, and they have split responses. */
    @Test
    @Covers("cgi/httpd-nph-fold")
    void foldedHeadersAreFailures() throws Exception {
        perl("nph-foldhdr.pl", "print \"HTTP/1.1 200 OK\\nContent-Type: text/plain\\nHeader: one\\n two\\n\\nok\";");
        assertThrows(BackendFailureException.class, () -> get("/nph-foldhdr.pl"));
    }

    @Test
    @Covers("cgi/httpd-status")
    void redirectHasItsStatus() throws Exception {
        perl("redirect.pl", "print \"Location: http://perl.apache.org/\\r\\n\\r\\n\";");
        Answer answer = get("/redirect.pl");
        assertEquals(302, answer.status());
        assertEquals("http://perl.apache.org/", answer.header("Location"));
    }

    /** PR 37166: a status beside a validator. */
    @Test
    @Covers("cgi/httpd-status")
    void statusBesideLastModifiedIsTheScripts() throws Exception {
        perl(
                "pr37166.pl",
                "print \"Content-type: text/html\\nStatus: 200\\nLast-Modified: Tue, 15 Feb 2005 15:00:00 GMT\\n\\nHi\";");
        assertEquals(200, get("/pr37166.pl").status());
    }

    @Test
    @Covers("cgi/httpd-status")
    void notModifiedHasNoBody() throws Exception {
        perl("not-modified.pl", "print \"Status: 304 Not Modified\\nETag: \\\"a\\\"\\n\\n\";");
        Answer answer = get("/not-modified.pl");
        assertEquals(304, answer.status());
        assertEquals("\"a\"", answer.header("ETag"));
        assertEquals("", answer.body());
    }

    @Test
    @Covers("cgi/httpd-status")
    void headHasTheHeadersAndNoBody() throws Exception {
        perl("perl.pl", "print \"Content-type: text/plain\\nX-Here: yes\\n\\nbody\";");
        Answer answer = answer(GatewayRequest.builder("HEAD", "/perl.pl").build());
        assertEquals(200, answer.status());
        assertEquals("yes", answer.header("X-Here"));
        assertEquals(0, answer.bytes().length);
    }

    /** PR 31247. */
    @Test
    @Covers("cgi/httpd-bodies")
    void bigBodyIsWhole() throws Exception {
        perl("big.pl", "print \"Content-type: text/plain\\n\\n\"; print 'a' x 4096, \"\\n\" for 1 .. 4096;");
        assertEquals(4097 * 4096, get("/big.pl").bytes().length);
    }

    @Test
    @Covers("cgi/httpd-bodies")
    void partialContentIsTheScripts() throws Exception {
        perl(
                "ranged.pl",
                "print \"Status: 206\\nContent-Range: bytes 0-3/9\\nContent-Length: 4\\nContent-type: text/plain\\n\\nabcd\";");
        Answer answer = get("/ranged.pl");
        assertEquals(206, answer.status());
        assertEquals("bytes 0-3/9", answer.header("Content-Range"));
        assertEquals("abcd", answer.body());
    }

    @Test
    @Covers("cgi/httpd-bodies")
    void emptyOutputIsAFailure() throws Exception {
        perl("empty.pl", "exit 0;");
        assertTrue(failure("/empty.pl").getMessage().contains("exited with status 0 after 0 bytes"));
    }

    /** Different: what tells requests apart is the host's; it sets the variable itself. */
    @Test
    @Covers("cgi/httpd-unique-id")
    void uniqueNumberIsOfTheHost() throws Exception {
        dump("unique-id");
        SeenRequest seen = seen(GatewayRequest.get("/unique-id").variable("UNIQUE_ID", "42"));
        assertEquals("42", seen.variable("UNIQUE_ID"));
        assertNull(seen(GatewayRequest.get("/unique-id")).variable("UNIQUE_ID"));
    }

    static IntStream controls() {
        return IntStream.concat(IntStream.range(1, 0x20), IntStream.of(0x7F))
                .filter(c -> c != '\n' && c != '\r' && c != '\t');
    }

    /** Different: within a value they become spaces, as Tomcat has them, and the rest of the answer is not lost. */
    @ParameterizedTest
    @Covers({"cgi/rfc3875-3.1", "cgi/httpd-controls"})
    @MethodSource("controls")
    void controlCharactersInNamesAreFailures(int control) throws Exception {
        String escaped = "\\%03o".formatted(control);
        sh("name", "printf 'X-N" + escaped + "ame: value\\nContent-Type: text/plain\\n\\n'");
        sh("value", "printf 'X-Name: va" + escaped + "lue\\nContent-Type: text/plain\\n\\n'");
        assertThrows(BackendFailureException.class, () -> get("/name"));
        assertEquals("va lue", get("/value").header("X-Name"));
    }

    @ParameterizedTest
    @Covers("cgi/httpd-uploads")
    @ValueSource(ints = {1024, 10_240, 102_400, 1_048_576})
    void uploadsAreWhole(int length) throws Exception {
        dump("upload");
        byte[] content = Bytes.random(length, length);
        for (RequestBody body : new RequestBody[] {
            RequestBody.of(content), RequestBody.of(new java.io.ByteArrayInputStream(content), -1)
        }) {
            SeenRequest seen = seen(GatewayRequest.builder("PUT", "/upload").body(body));
            assertEquals("" + length, seen.variable("CONTENT_LENGTH"));
            assertArrayEquals(content, Bytes.of(seen.input()));
        }
    }
}
