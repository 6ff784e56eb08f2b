package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cases of the tests of nginx-cgi; docs/conformance/cgi.md says where each is. */
class NginxCgiCasesTest extends CgiFixture {

    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";
    private static final Duration SOON = Duration.ofMillis(200);

    private int rejection(String target) {
        return assertThrows(RequestRejectedException.class, () -> get(target)).suggestedStatus();
    }

    @Test
    @Covers("cgi/nginx-cgi-missing")
    void missingScriptIsNotFound() {
        assertEquals(404, rejection("/no-such-script"));
    }

    @Test
    @Covers({"cgi/nginx-cgi-missing", "cgi/cherokee-permission"})
    void scriptWithoutPermissionIsForbidden() throws Exception {
        plain("plain.sh", "#!/bin/sh\necho secret source\n");
        assertEquals(403, rejection("/plain.sh"));
    }

    @Test
    @Covers("cgi/nginx-cgi-missing")
    void scriptWithoutItsInterpreterIsAFailure() throws Exception {
        script("bad", "#!/nowhere/interpreter");
        BackendFailureException failure = failure("/bad");
        assertEquals(502, failure.suggestedStatus());
        assertFalse(failure.mayHaveRun());
        assertTrue(failure.getMessage().contains("missing"), failure.getMessage());
    }

    /** The JDK runs it by a shell then, as POSIX says of execvp; what it prints is no response. */
    @Test
    @Covers("cgi/nginx-cgi-missing")
    void scriptWithoutAnInterpreterLineIsAFailureUnlessItIsAShellScript() throws Exception {
        Path script = plain("none", "echo not a header\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        assertEquals(502, failure("/none").suggestedStatus());
    }

    @ParameterizedTest
    @Covers("cgi/nginx-cgi-boundary")
    @ValueSource(strings = {"/cgi-bin-shouldnot-work/../../etc/passwd", "/..", "/%2e%2e/x", "/a/../../x"})
    void pathOutOfTheRootIsRefused(String target) throws Exception {
        dump("test");
        assertEquals(400, rejection(target));
    }

    @ParameterizedTest
    @Covers("cgi/nginx-cgi-variables")
    @CsvSource({
        "example.com, example.com",
        "a.b.c.example, a.b.c.example",
        "127.0.0.1, 127.0.0.1",
        "[::1], [::1]",
        "[2001:db8::1], [2001:db8::1]",
        "localhost, localhost",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "a_b, a_b",
        "EXAMPLE.com, EXAMPLE.com"
    })
    void serverNameIsTheHosts(String host, String name) throws Exception {
        dump("test");
        assertEquals(name, seen(GatewayRequest.get("/test").server(host, 8080)).variable("SERVER_NAME"));
    }

    /** Issue 22 there: what a client claims to be. */
    @Test
    @Covers({"cgi/rfc3875-4.1.1", "cgi/nginx-cgi-variables"})
    void identityComesFromTheHostOnly() throws Exception {
        dump("test");
        SeenRequest claimed = seen(GatewayRequest.get("/test")
                .header("Authorization", "Basic YWRhOnNlY3JldA==")
                .header("Remote-User", "ada")
                .header("Auth-Type", "Basic"));
        assertNull(claimed.variable("REMOTE_USER"));
        assertNull(claimed.variable("AUTH_TYPE"));
        assertNull(claimed.variable("HTTP_AUTHORIZATION"));
        SeenRequest checked = seen(GatewayRequest.get("/test").user(new AuthenticatedUser("ada", "Digest")));
        assertEquals("ada", checked.variable("REMOTE_USER"));
        assertEquals("Digest", checked.variable("AUTH_TYPE"));
    }

    @Test
    @Covers({"cgi/rfc3875-9", "cgi/python-authorization", "cgi/nginx-cgi-variables"})
    void authorizationPassesWhenAskedFor() throws Exception {
        dump("test");
        try (Gateway gateway = gateway().passAuthorization(true).build()) {
            SeenRequest seen = SeenRequest.of(Answer.of(gateway.dispatch(GatewayRequest.get("/test")
                    .header("Authorization", "Basic YTpi")
                    .build())));
            assertEquals("Basic YTpi", seen.variable("HTTP_AUTHORIZATION"));
        }
    }

    @Test
    @Covers({"cgi/rfc3875-4.2-length", "cgi/nginx-cgi-variables"})
    void transferCodingDoesNotReachTheScript() throws Exception {
        dump("test");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/test")
                .header("Transfer-Encoding", "chunked")
                .body(RequestBody.of(new ByteArrayInputStream(Bytes.of("five5")), -1)));
        assertNull(seen.variable("HTTP_TRANSFER_ENCODING"));
        assertEquals("5", seen.variable("CONTENT_LENGTH"));
    }

    /** Different: fields for one hop are the server's (RFC 3875 section 6.3.4); they are dropped, not a reason to fail. */
    @ParameterizedTest
    @Covers({"cgi/rfc3875-6.3.4", "cgi/lighttpd-trailer", "cgi/nginx-cgi-variables"})
    @ValueSource(
            strings = {"Connection: close", "Transfer-Encoding: chunked", "Keep-Alive: 5", "Upgrade: h2c", "Trailer: X"
            })
    void fieldsForOneHopDoNotReachTheClient(String field) throws Exception {
        sh("test", "printf '" + field + "\\nContent-Type: text/plain\\n\\nok'");
        Answer answer = get("/test");
        assertNull(answer.header(field.substring(0, field.indexOf(':'))));
        assertEquals("ok", answer.body());
    }

    @Test
    @Covers("cgi/nginx-cgi-stderr")
    void delayedErrorOutputArrives() throws Exception {
        Path fifo = fifo();
        sh("test", HEAD, "echo ok", "exec >&-", "read line < " + fifo, "echo late >&2");
        RecordingListener listener = new RecordingListener();
        try (Gateway gateway = gateway().listener(listener).build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/test").build())) {
            assertEquals("ok\n", Bytes.text(response.body().readNBytes(3)));
            Files.writeString(fifo, "on\n");
            Await.until(() -> "" + listener.events(), () -> listener.events().contains("applicationError late"));
            assertEquals(-1, response.body().read());
        }
    }

    @ParameterizedTest
    @Covers("cgi/nginx-cgi-crash")
    @ValueSource(strings = {"kill -9 $$", "kill -11 $$", "exit 1"})
    void crashAtTheStartIsAFailure(String crash) throws Exception {
        sh("crash", crash);
        assertEquals(502, failure("/crash").suggestedStatus());
    }

    @ParameterizedTest
    @Covers("cgi/nginx-cgi-crash")
    @ValueSource(strings = {"kill -9 $$", "kill -11 $$"})
    void crashInTheBodyNeverLooksLikeItsEnd(String crash) throws Exception {
        sh("crash", HEAD, "echo part", crash);
        try (Gateway gateway = gateway().build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/crash").build())) {
            assertEquals("part\n", Bytes.text(response.body().readNBytes(5)));
            assertThrows(BackendFailureException.class, () -> response.body().read());
        }
    }

    /** Each side waits for the other. */
    @Test
    @Covers("cgi/nginx-cgi-streaming")
    void echoInTurnsStreams() throws Exception {
        perl(
                "echo",
                "$| = 1; print \"Content-Type: text/plain\\n\\n\"; while (sysread STDIN, my $b, 1 << 20) { syswrite STDOUT, $b }");
        byte[] content = Bytes.random(3_000_000, 9);
        GatewayRequest request = GatewayRequest.builder("POST", "/echo")
                .body(RequestBody.of(new ByteArrayInputStream(content), content.length))
                .build();
        assertArrayEquals(content, answer(request).bytes());
    }

    @ParameterizedTest
    @Covers({"cgi/nginx-cgi-timeout", "cgi/cherokee-timeout"})
    @ValueSource(
            strings = {
                "sleep 1000",
                "trap '' TERM; while :; do sleep 1000; done",
                "trap 'exit 0' TERM; while :; do sleep 0.01; done"
            })
    void lateScriptIsEndedWithOrAgainstItsWill(String wait) throws Exception {
        sh("late", wait);
        try (Gateway gateway = gateway()
                .processes(ProcessConfig.of(1).withGrace(SOON))
                .timeouts(Timeouts.defaults().withHead(SOON))
                .build()) {
            assertThrows(
                    BackendTimeoutException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/late").build()));
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
            assertEquals(List.of(), scripts());
        }
    }

    @Test
    @Covers("cgi/nginx-cgi-settings")
    void interpreterRunsWhatIsNotExecutable() throws Exception {
        plain("test.pl", "print \"Content-Type: text/plain\\n\\n$0 @ARGV\";");
        ScriptDirectory scripts = CgiScriptMapper.directory(root).interpreter(".pl", "/usr/bin/perl", "-w");
        try (Gateway gateway = gateway(scripts).build()) {
            assertEquals(
                    root + "/test.pl ",
                    Answer.of(gateway.dispatch(
                                    GatewayRequest.get("/test.pl/a?b").build()))
                            .body());
        }
    }

    @Test
    @Covers({"cgi/rfc3875-4.4", "cgi/nginx-cgi-settings"})
    void argumentsPassOnlyWhenAskedFor() throws Exception {
        dump("test");
        GatewayRequest request = GatewayRequest.get("/test?one+two%2Bthree").build();
        assertEquals(List.of(), SeenRequest.of(answer(request)).arguments());
        try (Gateway gateway = gateway().passQueryAsArguments(true).build()) {
            assertEquals(
                    List.of("one", "two+three"),
                    SeenRequest.of(Answer.of(gateway.dispatch(request))).arguments());
        }
    }

    @Test
    @Covers({"cgi/lighttpd-setenv", "cgi/nginx-cgi-settings"})
    void configuredVariablesReachTheScript() throws Exception {
        dump("test");
        try (Gateway gateway = gateway()
                .environment("A", "1")
                .variables(request -> java.util.Map.of("B", request.method()))
                .build()) {
            SeenRequest seen = SeenRequest.of(
                    Answer.of(gateway.dispatch(GatewayRequest.get("/test").build())));
            assertEquals("1", seen.variable("A"));
            assertEquals("GET", seen.variable("B"));
        }
    }

    @Test
    @Covers({"cgi/rfc3875-4.1", "cgi/nginx-cgi-settings"})
    void environmentOfTheHostStaysItsOwn() throws Exception {
        dump("test");
        assertNull(seen(GatewayRequest.get("/test")).variable("PATH"));
        try (Gateway gateway =
                gateway().inherit("PATH", "GATEWAY4J_NO_SUCH_VARIABLE").build()) {
            SeenRequest seen = SeenRequest.of(
                    Answer.of(gateway.dispatch(GatewayRequest.get("/test").build())));
            assertEquals(System.getenv("PATH"), seen.variable("PATH"));
            assertFalse(seen.variables().containsKey("GATEWAY4J_NO_SUCH_VARIABLE"));
        }
    }

    /** The same number of lines as there, and the same check. */
    @Test
    @Covers({"cgi/rfc3875-6.4", "cgi/nginx-cgi-long-stream"})
    void longStreamIsWhole() throws Exception {
        perl(
                "stream",
                "print \"Content-Type: text/plain\\n\\n\"; my $n = 1;",
                "for (1 .. 20000) { print join('', map { $n++ . \"\\n\" } 1 .. 1000) }");
        MessageDigest expected = MessageDigest.getInstance("SHA-1");
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 20_000_000; i++) {
            lines.append(i).append('\n');
            if (i % 10_000 == 0) {
                expected.update(Bytes.of(lines.toString()));
                lines.setLength(0);
            }
        }
        MessageDigest actual = MessageDigest.getInstance("SHA-1");
        try (Gateway gateway = gateway().build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/stream").build());
                OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), actual)) {
            response.body().transferTo(out);
        }
        assertEquals(HexFormat.of().formatHex(expected.digest()), HexFormat.of().formatHex(actual.digest()));
    }

    @Test
    @Covers("cgi/nginx-cgi-long-stream")
    void twentyInParallelAnswer() throws Exception {
        dump("test");
        try (Gateway gateway = gateway().processes(ProcessConfig.of(20)).build()) {
            List<Running<String>> calls = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                GatewayRequest request = GatewayRequest.get("/test?" + i + "=").build();
                calls.add(ThreadKind.PLATFORM.run(() ->
                        SeenRequest.of(Answer.of(gateway.dispatch(request))).variable("QUERY_STRING")));
            }
            for (int i = 0; i < 20; i++) {
                assertEquals(i + "=", calls.get(i).result());
            }
        }
    }
}
