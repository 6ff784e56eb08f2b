package org.gateway4j.fastcgi;

import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application says that is no answer: a failure that tells what was read, and a connection that is gone. */
@OverEachDriver
class MalformedAnswerTest {

    @Parameter
    Driver driver;

    @TempDir
    Path directory;

    private static void sayThis(ScriptedPeer peer, byte[]... pieces) throws IOException {
        peer.request();
        peer.send(pieces);
        peer.awaitHangUp();
    }

    /** The only connection there may be is closed, and the next request is served by a new one. */
    private void assertServesOn(Gateway gateway, ScriptedResponder responder) throws Exception {
        assertEquals(0, gateway.stats().inUse());
        assertEquals(0, gateway.stats().idle());
        assertEquals(1, gateway.stats().closed());
        try (GatewayResponse response = gateway.dispatch(GatewayRequest.get("/").build())) {
            assertEquals("good", Bytes.text(response.body().readAllBytes()));
        }
        assertEquals(2, responder.connections());
        Await.until("end of the first connection", () -> responder.openConnections() == 1);
    }

    @ParameterizedTest
    @Covers({
        "fastcgi/malformed-version",
        "fastcgi/malformed-id",
        "fastcgi/malformed-id-0",
        "fastcgi/malformed-type",
        "fastcgi/malformed-early-end",
        "fastcgi/malformed-protocol-status",
        "fastcgi/response-splitting"
    })
    @EnumSource(MalformedAnswer.class)
    void malformedAnswerIsABadGateway(MalformedAnswer malformed) throws Exception {
        try (ScriptedResponder responder = new ScriptedResponder(
                        Transport.UNIX,
                        directory,
                        peer -> sayThis(peer, malformed.bytes(1)),
                        peer -> peer.answerAll("good"));
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/").build()));
            assertEquals(502, failure.suggestedStatus());
            assertEquals(Phase.HEAD, failure.phase());
            assertTrue(failure.mayHaveRun());
            assertTrue(failure.blamesBackend());
            assertTrue(failure.getMessage().startsWith("fastcgi unix:"), failure.getMessage());
            assertTrue(failure.getMessage().contains(malformed.message()), failure.getMessage());
            assertServesOn(gateway, responder);
        }
    }

    static Stream<Arguments> malformedBodies() {
        return Stream.of(
                Arguments.of(MalformedAnswer.VERSION_2, "version is 2"),
                Arguments.of(MalformedAnswer.HTTP, "it begins"),
                Arguments.of(MalformedAnswer.ID_0, "STDOUT record of request 0, expected 1"),
                Arguments.of(MalformedAnswer.END_OF_ANOTHER_REQUEST, "END_REQUEST record of request 2, expected 1"),
                Arguments.of(MalformedAnswer.BEGIN_REQUEST, "unexpected record of type 1"),
                Arguments.of(MalformedAnswer.TYPE_12, "unexpected record of type 12"),
                Arguments.of(MalformedAnswer.END_TOO_LONG, "END_REQUEST record of 9 bytes"),
                Arguments.of(MalformedAnswer.UNDEFINED_PROTOCOL_STATUS, "undefined protocol status 4"));
    }

    @ParameterizedTest
    @Covers({"fastcgi/malformed-version", "fastcgi/malformed-id", "fastcgi/malformed-id-0", "fastcgi/malformed-type"})
    @MethodSource("malformedBodies")
    void malformedBodyBreaksTheResponseOff(MalformedAnswer malformed, String message) throws Exception {
        byte[] good = Records.stdout(1, "Content-Length: 100\n\nsome");
        try (ScriptedResponder responder = new ScriptedResponder(
                        Transport.TCP,
                        directory,
                        peer -> sayThis(peer, good, malformed.bytes(1)),
                        peer -> peer.answerAll("good"));
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/").build())) {
                assertEquals("some", Bytes.text(response.body().readNBytes(4)));
                BackendFailureException failure = assertThrows(
                        BackendFailureException.class, () -> response.body().read());
                assertEquals(Phase.BODY, failure.phase());
                assertTrue(failure.getMessage().contains(message), failure.getMessage());
                assertEquals(-1, response.exitStatus());
            }
            assertServesOn(gateway, responder);
        }
    }

    @Test
    @Covers("fastcgi/malformed-version")
    void notFastCgiIsQuotedFromItsFirstBytes() throws Exception {
        try (ScriptedResponder responder = new ScriptedResponder(
                        Transport.TCP, directory, peer -> sayThis(peer, Bytes.of("HTTP/1.1 400 Bad Request\r\n\r\n")));
                Gateway gateway = open(driver, responder.gateway())) {
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/").build()));
            assertTrue(failure.getMessage().contains("it begins \"HTTP/1.1\""), failure.getMessage());
        }
    }

    @ParameterizedTest
    @Covers("fastcgi/malformed-protocol-status")
    @CsvSource({"1, CANT_MPX_CONN, 502", "2, OVERLOADED, 503", "3, UNKNOWN_ROLE, 502"})
    void requestThatWasNotExecutedCanBeSentElsewhere(int protocolStatus, String name, int status) throws Exception {
        try (ScriptedResponder responder = new ScriptedResponder(
                        Transport.UNIX,
                        directory,
                        peer -> sayThis(peer, Records.end(1, 0, protocolStatus)),
                        peer -> peer.answerAll("good"));
                Gateway gateway = open(driver, responder.gateway())) {
            GatewayRequest request = GatewayRequest.builder("POST", "/").build();
            GatewayException failure = assertThrows(GatewayException.class, () -> gateway.dispatch(request));
            assertFalse(failure.mayHaveRun());
            assertEquals(status, failure.suggestedStatus());
            assertEquals(status == 503, failure instanceof BackendBusyException);
            assertTrue(failure.getMessage().contains(name), failure.getMessage());
            assertServesOn(gateway, responder);
        }
    }

    static Stream<Arguments> earlyEnds() {
        byte[] answer = Records.join(
                Records.record(Records.STDOUT, 1, Bytes.of("A: b\n\nbody"), 2),
                Records.record(Records.STDOUT, 1, new byte[0], 0),
                Records.record(Records.END_REQUEST, 1, new byte[8], 3));
        return Stream.of(
                Arguments.of(answer, 0, "before any record"),
                Arguments.of(answer, 1, "within a record header (1 of 8 bytes)"),
                Arguments.of(answer, 8, "within a STDOUT record (0 of 10 bytes)"),
                Arguments.of(answer, 13, "within a STDOUT record (5 of 10 bytes)"),
                Arguments.of(answer, 14, "within a STDOUT record (6 of 10 bytes)"),
                Arguments.of(answer, 18, "within the padding of a STDOUT record"),
                Arguments.of(answer, 20, "after a STDOUT record"),
                Arguments.of(answer, 24, "within a record header (4 of 8 bytes)"),
                Arguments.of(answer, 28, "after a STDOUT record"),
                Arguments.of(answer, 36, "within a END_REQUEST record (0 of 8 bytes)"),
                Arguments.of(answer, 43, "within a END_REQUEST record (7 of 8 bytes)"),
                Arguments.of(answer, 46, "within the padding of a END_REQUEST record"));
    }

    /** Wherever an answer breaks off, it does not end cleanly. */
    @ParameterizedTest
    @Covers("fastcgi/malformed-no-end")
    @MethodSource("earlyEnds")
    void endOfTheConnectionIsNotTheEndOfTheAnswer(byte[] answer, int length, String position) throws Exception {
        try (ScriptedResponder responder = new ScriptedResponder(
                        Transport.UNIX,
                        directory,
                        peer -> {
                            peer.request();
                            peer.send(Arrays.copyOf(answer, length));
                        },
                        peer -> peer.answerAll("good"));
                Gateway gateway = open(driver, responder.gateway())) {
            BackendFailureException failure = assertThrows(BackendFailureException.class, () -> {
                try (GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/").build())) {
                    response.body().readAllBytes();
                }
            });
            assertEquals(length < 14 ? Phase.HEAD : Phase.BODY, failure.phase());
            assertTrue(failure.getMessage().contains(position), failure.getMessage());
            assertServesOn(gateway, responder);
        }
    }

    /** Only END_REQUEST ends an answer: one whose STDOUT has ended is waited for until the deadline. */
    @Test
    @Covers("fastcgi/malformed-empty-stdout")
    void endOfTheOutputIsNotTheEndOfTheAnswer() throws Exception {
        byte[] noMore = Records.record(Records.STDOUT, 1, new byte[0], 0);
        try (ScriptedResponder responder = new ScriptedResponder(
                        Transport.UNIX,
                        directory,
                        peer -> sayThis(peer, Records.stdout(1, "A: b\n\nbody"), noMore),
                        peer -> peer.answerAll("good"));
                Gateway gateway = open(
                        driver, responder.gateway().timeouts(Timeouts.defaults().withRead(Duration.ofMillis(200))))) {
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/").build())) {
                assertEquals("body", Bytes.text(response.body().readNBytes(4)));
                assertThrows(
                        BackendTimeoutException.class, () -> response.body().read());
            }
            assertServesOn(gateway, responder);
        }
    }

    @Test
    void errorOutputIsQuotedInTheFailure() throws Exception {
        try (ScriptedResponder responder = new ScriptedResponder(
                        Transport.UNIX,
                        directory,
                        peer -> sayThis(
                                peer, Records.stderr(1, "PHP Fatal error: \033[31mout of memory\n"), Records.end(1)));
                Gateway gateway = open(driver, responder.gateway())) {
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/").build()));
            assertTrue(
                    failure.getMessage().endsWith("its error output ends: PHP Fatal error: \\x1b[31mout of memory"),
                    failure.getMessage());
        }
    }

    @Test
    void tersenessOfPhpFpmIsExplainedInTheFailure() throws Exception {
        ScriptedResponder.Script failing =
                peer -> peer.send(Records.stderr(peer.request().id(), "Primary script unknown"));
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, failing);
                Gateway gateway = open(driver, responder.gateway())) {
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/").build()));
            assertTrue(
                    failure.getMessage()
                            .contains("its error output ends: Primary script unknown (PHP-FPM finds no file where"),
                    failure.getMessage());
        }
    }
}
