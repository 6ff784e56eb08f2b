package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.DATA;
import static org.gateway4j.contract.fastcgi.Records.STDIN;
import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.ReceivedRecord;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Filter role, as it is on the wire. */
class FilterTest {

    private static final Instant CHANGED = Instant.parse("2001-09-09T01:46:40.999Z");
    private static final int LARGE = 4 * 1024 * 1024;

    @TempDir
    Path directory;

    private static GatewayRequest post(RequestBody body) {
        return GatewayRequest.builder("POST", "/").body(body).build();
    }

    private static RequestBody streamed(String content, long length) {
        return RequestBody.of(new ByteArrayInputStream(Bytes.of(content)), length);
    }

    private static String text(GatewayResponse filtered) throws Exception {
        try (GatewayResponse response = filtered) {
            return Bytes.text(response.body().readAllBytes());
        }
    }

    /** What a peer receives behind PARAMS up to the end of DATA: the streams, each followed by its ends. */
    private static String streams(ScriptedPeer peer) throws Exception {
        StringBuilder streams = new StringBuilder();
        int current = 0;
        while (true) {
            ReceivedRecord record = peer.record();
            if (record.type() != current) {
                current = record.type();
                streams.append(current == STDIN ? "STDIN " : current == DATA ? "DATA " : "type " + current);
            }
            streams.append(record.content());
            if (record.content().isEmpty()) {
                streams.append(". ");
                current = 0;
            }
            if (record.isEndOf(DATA)) {
                return streams.toString();
            }
        }
    }

    static Stream<Arguments> streams() {
        String long1 = "a".repeat(65_529);
        String long2 = "b".repeat(200_000);
        return Stream.of(
                Arguments.of("", "", "STDIN . DATA . "),
                Arguments.of("", "data", "STDIN . DATA data. "),
                Arguments.of("in", "", "STDIN in. DATA . "),
                Arguments.of("in", "data", "STDIN in. DATA data. "),
                Arguments.of(long1, "data", "STDIN " + long1 + ". DATA data. "),
                Arguments.of("in", long2, "STDIN in. DATA " + long2 + ". "),
                Arguments.of("", long2, "STDIN . DATA " + long2 + ". "),
                Arguments.of(long1, "", "STDIN " + long1 + ". DATA . "),
                Arguments.of(long1, long2, "STDIN " + long1 + ". DATA " + long2 + ". "));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void stdinIsFollowedByDataAndEachHasOneEnd(String body, String data, String expected) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        ScriptedResponder.Script noting = peer -> {
            while (true) {
                ReceivedRecord begin = peer.record();
                assertEquals("\0\3\1\0\0\0\0\0", begin.content());
                while (!peer.record().isEndOf(Records.PARAMS)) {
                    // Variables are the subject of another test.
                }
                received.add(streams(peer));
                peer.send(answer(begin.id(), "ok"));
            }
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, noting);
                FastCgiGateway gateway =
                        responder.gateway().pool(PoolConfig.of(1)).build()) {
            for (long declared : new long[] {body.length(), -1, body.length()}) {
                RequestBody file = streamed(data, data.length());
                assertEquals("ok", text(gateway.filter(post(streamed(body, declared)), file, CHANGED)));
                assertEquals(expected, received.take());
            }
            assertEquals(1, responder.connections());
        }
    }

    @Test
    void variablesDescribeBodyAndData() throws Exception {
        BlockingQueue<Map<String, String>> variables = new LinkedBlockingQueue<>();
        ScriptedResponder.Script noting = peer -> {
            ReceivedHead head = peer.head();
            variables.add(head.variables());
            streams(peer);
            peer.send(answer(head.id(), "ok"));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, noting);
                FastCgiGateway gateway = responder.gateway().build()) {
            text(gateway.filter(post(streamed("in", -1)), streamed("data!", 5), CHANGED));
        }
        Map<String, String> sent = variables.take();
        assertEquals("2", sent.get("CONTENT_LENGTH"));
        assertEquals("5", sent.get("FCGI_DATA_LENGTH"));
        assertEquals("1000000000", sent.get("FCGI_DATA_LAST_MOD"));
        assertEquals("/srv/app.php", sent.get("SCRIPT_FILENAME"));
    }

    /** However short, bytes of one stream are never sent as bytes of the other. */
    static Stream<Arguments> shortStreams() {
        return Stream.of(
                Arguments.of(streamed("in", 3), streamed("data", 4)),
                Arguments.of(streamed("in", 2), streamed("data", 5)),
                Arguments.of(streamed("in", -1), streamed("data", 5)),
                Arguments.of(streamed("in", -1), streamed("", 5)),
                Arguments.of(streamed("in", 100_000), streamed("data", 4)),
                Arguments.of(streamed("in", -1), streamed("data", 100_000)),
                Arguments.of(streamed("in", 2), streamed("data", 100_000)));
    }

    @ParameterizedTest
    @MethodSource("shortStreams")
    void streamThatEndsEarlyIsAFailureOfTheRequest(RequestBody body, RequestBody data) throws Exception {
        WatchedBody watchedBody = new WatchedBody(body);
        WatchedBody watchedData = new WatchedBody(data);
        ScriptedResponder.Script refusing = peer -> {
            int id = peer.head().id();
            streams(peer);
            peer.send(answer(id, "must not be asked"));
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, refusing);
                FastCgiGateway gateway = responder.gateway().build()) {
            RequestBodyException failure = assertThrows(
                    RequestBodyException.class, () -> gateway.filter(post(watchedBody), watchedData, CHANGED));
            assertFalse(failure.blamesBackend());
            assertEquals(0, gateway.stats().inUse());
            assertEquals(0, gateway.stats().idle());
        }
        assertEquals(1, watchedBody.closes());
        assertEquals(1, watchedData.closes());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 100_000})
    void surplusOfEitherIsNotSent(int length) throws Exception {
        String most = "x".repeat(length);
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        ScriptedResponder.Script noting = peer -> {
            int id = peer.head().id();
            received.add(streams(peer));
            peer.send(answer(id, "ok"));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, noting);
                FastCgiGateway gateway = responder.gateway().build()) {
            GatewayResponse response =
                    gateway.filter(post(streamed(most + "BODY", length)), streamed(most + "DATA", length), CHANGED);
            assertEquals("ok", text(response));
            assertEquals("STDIN " + most + ". DATA " + most + ". ", received.take());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void answerFlowsWhileDataIsSent(Transport transport) throws Exception {
        byte[] data = Bytes.random(LARGE, 7);
        ScriptedResponder.Script echo = peer -> {
            int id = peer.head().id();
            peer.send(stdout(id, "Content-Type: text/plain\n\n"));
            for (ReceivedRecord record = peer.record(); !record.isEndOf(DATA); record = peer.record()) {
                if (record.type() == DATA) {
                    peer.send(stdout(id, record.content()));
                }
            }
            peer.send(end(id));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, echo);
                FastCgiGateway gateway = responder.gateway().build();
                GatewayResponse response =
                        gateway.filter(post(RequestBody.of(Bytes.of("in"))), RequestBody.of(data), CHANGED)) {
            assertArrayEquals(data, response.body().readAllBytes());
            assertEquals(1, gateway.stats().idle());
        }
    }

    @Test
    void dataOfUnknownLengthIsAMistakeOfTheHost() throws Exception {
        try (ScriptedResponder responder =
                        new ScriptedResponder(Transport.UNIX, directory, peer -> peer.answerAll("ok"));
                FastCgiGateway gateway = responder.gateway().build()) {
            WatchedBody body = new WatchedBody(RequestBody.of(new byte[10]));
            WatchedBody data = new WatchedBody(streamed("data", -1));
            assertThrows(IllegalArgumentException.class, () -> gateway.filter(post(body), data, CHANGED));
            assertEquals(0, responder.connections());
            assertEquals(1, body.closes());
            assertEquals(1, data.closes());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void handingBodiesOverInFilesIsNotForFilters(int length) throws Exception {
        try (ScriptedResponder responder =
                        new ScriptedResponder(Transport.UNIX, directory, peer -> peer.answerAll("ok"));
                FastCgiGateway gateway = responder
                        .gateway()
                        .spooling(Spooling.defaults().withDirectory(directory))
                        .bodyFiles(null)
                        .build()) {
            WatchedBody file = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[length]), length));
            RequestRejectedException rejection = assertThrows(
                    RequestRejectedException.class, () -> gateway.filter(post(RequestBody.none()), file, CHANGED));
            assertEquals(501, rejection.suggestedStatus());
            assertEquals(Phase.CHECK, rejection.phase());
            assertEquals(0, file.bytesRead());
            assertEquals(1, file.closes());
            assertEquals(0, responder.connections());
        }
    }
}
