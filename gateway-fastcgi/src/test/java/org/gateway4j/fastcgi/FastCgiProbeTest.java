package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.stderr;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.HealthProbe;
import org.gateway4j.Phase;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.ReceivedRecord;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Probes of a scripted application. */
class FastCgiProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of the specification's section 4.1, with padding. */
    private static final byte[] RESULT = HexFormat.of().parseHex("""
                    01 0a 0000 0034 04 00
                    0e01 464347495f4d41585f434f4e4e53 35
                    0d02 464347495f4d41585f52455153 3530
                    0f01 464347495f4d5058535f434f4e4e53 31
                    eeeeeeee
                    """.replaceAll("\\s", ""));

    @TempDir
    Path directory;

    private static FastCgiProbe probe(ScriptedResponder responder) {
        return FastCgiProbe.of(responder.endpoint(), PATIENCE);
    }

    private ScriptedResponder responder(ScriptedResponder.Script... scripts) throws Exception {
        return new ScriptedResponder(Transport.UNIX, directory, scripts);
    }

    /** Receives the question and answers with these pieces. */
    private static ScriptedResponder.Script managing(byte[]... pieces) {
        return peer -> {
            peer.record();
            peer.send(pieces);
            peer.awaitHangUp();
        };
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void connectOnlyConnects(Transport transport) throws Exception {
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, ScriptedPeer::awaitHangUp)) {
            probe(responder).connect();
        }
        FastCgiProbe nobody = FastCgiProbe.of(Endpoint.parse(transport.nobody(directory)), PATIENCE);
        GatewayException failure = assertThrows(BackendFailureException.class, nobody::connect);
        assertEquals(Phase.CONNECT, failure.phase());
        assertFalse(failure.mayHaveRun());
    }

    /** All of them find nobody; the questions themselves are tested one by one. */
    @Test
    void eachQuestionIsAProbeOfHealth() {
        FastCgiProbe nobody = FastCgiProbe.of(Endpoint.parse(Transport.UNIX.nobody(directory)), PATIENCE);
        List<HealthProbe> probes = List.of(
                nobody.byConnecting(), nobody.byCapabilities(), nobody.byPing("/ping"), nobody.byStatus("/status"));
        for (HealthProbe probe : probes) {
            BackendFailureException failure = assertThrows(BackendFailureException.class, probe::check);
            assertEquals(Phase.CONNECT, failure.phase());
            assertTrue(failure.blamesBackend());
        }
    }

    @Test
    void probeOfAnApplicationThatAnswersFindsItWell() throws Exception {
        try (ScriptedResponder responder = responder(managing(RESULT))) {
            probe(responder).byCapabilities().check();
            probe(responder).byConnecting().check();
        }
    }

    @Test
    void questionIsTheseBytes() throws Exception {
        BlockingQueue<ReceivedRecord> questions = new LinkedBlockingQueue<>();
        ScriptedResponder.Script noting = peer -> {
            questions.add(peer.record());
            peer.send(RESULT);
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = responder(noting)) {
            probe(responder).capabilities();
        }
        assertEquals(
                new ReceivedRecord(
                        1, Records.GET_VALUES, 0, "\16\0FCGI_MAX_CONNS\15\0FCGI_MAX_REQS\17\0FCGI_MPXS_CONNS", 0, 0),
                questions.take());
    }

    @Test
    void capabilitiesAreReadWhereverTheAnswerIsSplit() throws Exception {
        Capabilities expected = new Capabilities(OptionalInt.of(5), OptionalInt.of(50), Optional.of(true));
        for (int at = 0; at <= RESULT.length; at++) {
            byte[] first = Arrays.copyOf(RESULT, at);
            byte[] second = Arrays.copyOfRange(RESULT, at, RESULT.length);
            try (ScriptedResponder responder = responder(managing(first, second))) {
                assertEquals(expected, probe(responder).capabilities(), "split at " + at);
            }
        }
    }

    @Test
    void whatAnApplicationDoesNotSayIsEmpty() throws Exception {
        Capabilities nothing = new Capabilities(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
        byte[] empty = Records.record(Records.GET_VALUES_RESULT, 0, new byte[0], 0);
        byte[] unknownType = Records.record(Records.UNKNOWN_TYPE, 0, new byte[] {9, 0, 0, 0, 0, 0, 0, 0}, 0);
        byte[] php = Records.record(Records.GET_VALUES_RESULT, 0, Bytes.of("\17\1FCGI_MPXS_CONNS0"), 7);
        try (ScriptedResponder responder = responder(managing(empty), managing(unknownType), managing(php))) {
            assertEquals(nothing, probe(responder).capabilities());
            assertEquals(nothing, probe(responder).capabilities());
            assertEquals(
                    new Capabilities(OptionalInt.empty(), OptionalInt.empty(), Optional.of(false)),
                    probe(responder).capabilities());
            assertEquals(3, responder.connections());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6  | 0 | x                                | record of type 6 in answer
            10 | 1 | x                                | record of request 1
            10 | 0 | FCGI                             | name or value of 70 bytes
            12 | 0 | x                                | record of type 12 in answer
            """)
    void answerThatIsNoneIsABadGateway(int type, int id, String content, String message) throws Exception {
        try (ScriptedResponder responder = responder(managing(Records.record(type, id, Bytes.of(content), 0)))) {
            GatewayException failure = assertThrows(
                    BackendFailureException.class, () -> probe(responder).capabilities());
            assertTrue(failure.getMessage().contains(message), failure.getMessage());
        }
    }

    @Test
    void answerBeyondAnyNeedIsRefused() throws Exception {
        byte[] huge = Records.record(Records.GET_VALUES_RESULT, 0, new byte[65_535], 0);
        byte[] text = Records.record(Records.GET_VALUES_RESULT, 0, Bytes.of("\16\3FCGI_MAX_CONNSabc"), 0);
        try (ScriptedResponder responder =
                responder(managing(huge), managing(text), managing(Bytes.of("HTTP/1.1 400")))) {
            for (String message : new String[] {"65535 bytes in answer", "FCGI_MAX_CONNS is no number", "\"HTTP/1.1"}) {
                GatewayException failure = assertThrows(
                        BackendFailureException.class, () -> probe(responder).capabilities());
                assertTrue(failure.getMessage().contains(message), failure.getMessage());
            }
        }
    }

    @Test
    void applicationThatClosesInsteadIsAFailure() throws Exception {
        ScriptedResponder.Script closing = peer -> {
            peer.record();
            peer.record();
        };
        ScriptedResponder.Script breaking = peer -> {
            closing.play(peer);
            peer.send(Arrays.copyOf(RESULT, 20));
        };
        try (ScriptedResponder responder = responder(closing, breaking)) {
            for (int i = 0; i < 2; i++) {
                GatewayException failure = assertThrows(
                        BackendFailureException.class, () -> probe(responder).capabilities());
                assertEquals(Phase.HEAD, failure.phase());
                assertTrue(failure.getMessage().contains("without an answer"), failure.getMessage());
            }
        }
    }

    @Test
    void silentApplicationEndsAtTheTimeout() throws Exception {
        Duration timeout = Duration.ofMillis(200);
        try (ScriptedResponder responder = responder(ScriptedPeer::awaitHangUp)) {
            FastCgiProbe probe = FastCgiProbe.of(responder.endpoint(), timeout);
            for (ThrowingProbe question :
                    new ThrowingProbe[] {probe::capabilities, () -> probe.ping("/ping"), () -> probe.status("/status")
                    }) {
                long begun = System.nanoTime();
                assertThrows(BackendTimeoutException.class, question::ask);
                Duration waited = Duration.ofNanos(System.nanoTime() - begun);
                assertTrue(waited.compareTo(timeout) >= 0 && waited.toSeconds() < 5, () -> "waited " + waited);
            }
        }
    }

    @FunctionalInterface
    private interface ThrowingProbe {
        Object ask() throws GatewayException;
    }

    @Test
    void pingAsksForItsPage() throws Exception {
        BlockingQueue<ReceivedHead> heads = new LinkedBlockingQueue<>();
        ScriptedResponder.Script ponging = peer -> {
            ReceivedHead head = peer.request();
            heads.add(head);
            peer.send(answer(head.id(), "pong"));
        };
        try (ScriptedResponder responder = responder(ponging)) {
            assertEquals("pong", probe(responder).ping("/alive"));
        }
        ReceivedHead head = heads.take();
        assertFalse(head.keepConnection());
        assertEquals("GET", head.variables().get("REQUEST_METHOD"));
        assertEquals("/alive", head.variables().get("SCRIPT_NAME"));
        assertEquals("/alive", head.variables().get("SCRIPT_FILENAME"));
    }

    @Test
    void pageThatIsNotThereIsExplained() throws Exception {
        ScriptedResponder.Script missing = peer -> {
            int id = peer.request().id();
            peer.send(join(
                    stderr(id, "Primary script unknown"),
                    stdout(id, "Status: 404 Not Found\r\n\r\nFile not found.\n"),
                    end(id)));
        };
        try (ScriptedResponder responder = responder(missing)) {
            GatewayException failure = assertThrows(
                    BackendFailureException.class, () -> probe(responder).ping("/ping"));
            assertTrue(
                    failure.getMessage()
                            .contains("/ping answered with status 404: Primary script unknown (PHP-FPM finds no file"),
                    failure.getMessage());
        }
    }

    @Test
    void pageThatIsNoStatusPageIsAFailure() throws Exception {
        ScriptedResponder.Script other = peer -> peer.send(answer(peer.request().id(), "<html>"));
        ScriptedResponder.Script endless = peer -> {
            int id = peer.request().id();
            peer.send(stdout(id, "A: b\n\n"), stdout(id, new byte[100_000]), end(id));
        };
        try (ScriptedResponder responder = responder(other, endless)) {
            GatewayException failure = assertThrows(
                    BackendFailureException.class, () -> probe(responder).status("/status"));
            assertTrue(failure.getMessage().contains("has no line \"pool\""), failure.getMessage());
            failure = assertThrows(
                    BackendFailureException.class, () -> probe(responder).status("/status"));
            assertTrue(failure.getMessage().contains("page is longer than 65536 bytes"), failure.getMessage());
        }
    }
}
