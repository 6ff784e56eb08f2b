package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.STDIN;
import static org.gateway4j.contract.fastcgi.Records.STDOUT;
import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.record;
import static org.gateway4j.contract.fastcgi.Records.stderr;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.contract.fastcgi.ReceivedRecord;
import org.gateway4j.contract.fastcgi.Records;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges with a scripted application, as they are on the wire. */
@OverEachDriver
class FastCgiExchangeTest {

    @Parameter
    Driver driver;

    @TempDir
    Path directory;

    private static GatewayRequest get() {
        return GatewayRequest.get("/").build();
    }

    private static GatewayRequest post(RequestBody body) {
        return GatewayRequest.builder("POST", "/").body(body).build();
    }

    private static String text(Gateway gateway, GatewayRequest request) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            return Bytes.text(response.body().readAllBytes());
        }
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("GET", "", false),
                Arguments.of("POST", "", false),
                Arguments.of("POST", "foobar", false),
                Arguments.of("POST", "", true),
                Arguments.of("POST", "foobar", true),
                Arguments.of("POST", "x".repeat(57_344), true),
                Arguments.of("POST", "x".repeat(65_528), false),
                Arguments.of("POST", "x".repeat(65_529), false),
                Arguments.of("POST", "x".repeat(65_535), true),
                Arguments.of("POST", "x".repeat(200_000), true));
    }

    /** As the cases of nginx's fastcgi_body.t: whatever the body, STDIN has exactly one end. */
    @ParameterizedTest
    @Covers({"fastcgi/nginx-9-13", "fastcgi/nginx-112-131"})
    @MethodSource("bodies")
    void bodyIsEndedByExactlyOneEmptyRecord(String method, String content, boolean unknownLength) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        ScriptedResponder.Script strict = peer -> {
            while (true) {
                ReceivedRecord begin = peer.record();
                assertEquals(Records.BEGIN_REQUEST, begin.type(), "no STDIN may be left over");
                while (!peer.record().isEndOf(Records.PARAMS)) {
                    // Variables are the subject of other tests.
                }
                received.add(peer.body());
                peer.send(answer(begin.id(), "ok"));
            }
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, strict);
                Gateway gateway = open(driver, responder.gateway())) {
            for (int i = 0; i < 3; i++) {
                RequestBody body = unknownLength
                        ? RequestBody.of(new ByteArrayInputStream(Bytes.of(content)), -1)
                        : RequestBody.of(Bytes.of(content));
                GatewayRequest request =
                        GatewayRequest.builder(method, "/").body(body).build();
                assertEquals("ok", text(gateway, request));
                assertEquals(content, received.take());
            }
            assertEquals(1, responder.connections());
        }
    }

    @Test
    void recordsOfARequestAreStrict() throws Exception {
        List<ReceivedRecord> records = new ArrayList<>();
        ScriptedResponder.Script noting = peer -> {
            ReceivedRecord record;
            do {
                record = peer.record();
                records.add(record);
            } while (!record.isEndOf(STDIN));
            peer.send(answer(record.id(), "ok"));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, noting);
                Gateway gateway = open(driver, responder.gateway())) {
            assertEquals("ok", text(gateway, post(RequestBody.of(new byte[150_000]))));
        }
        for (ReceivedRecord record : records) {
            assertEquals(1, record.version());
            assertEquals(1, record.id());
            assertEquals(0, record.padding());
            assertEquals(0, record.reserved());
        }
        assertEquals("\0\1\1\0\0\0\0\0", records.get(0).content());
        assertEquals(
                List.of(1, 4, 4, 5, 5, 5, 5),
                records.stream().map(ReceivedRecord::type).toList());
    }

    /** The pacing of the responder in nginx's fastcgi_keepalive.t; each piece is a write of its own. */
    @ParameterizedTest
    @Covers({"fastcgi/nginx-49-53", "fastcgi/nginx-103-106"})
    @EnumSource(Transport.class)
    void pacedAnswersAreReadOverOneConnection(Transport transport) throws Exception {
        ScriptedResponder.Script paced = peer -> {
            while (true) {
                sendPaced(peer, peer.request().id());
            }
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, paced);
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            for (int i = 0; i < 20; i++) {
                try (GatewayResponse response = gateway.dispatch(get())) {
                    assertEquals(302, response.status());
                    assertEquals("x".repeat(48), Bytes.text(response.body().readAllBytes()));
                }
            }
            assertEquals(1, responder.connections());
        }
    }

    private static void sendPaced(ScriptedPeer peer, int id) throws IOException {
        byte[] first = record(STDOUT, id, Bytes.of("Location: http://localhost/redirect\nA: b\n\n"), 8);
        byte[] second = record(STDOUT, id, Bytes.of("x".repeat(48)), 0);
        byte[] error = stderr(id, "stderr");
        byte[] ended = end(id);
        peer.send(
                Arrays.copyOf(first, first.length - 8),
                Arrays.copyOfRange(first, first.length - 8, first.length),
                Arrays.copyOf(second, 32),
                join(Arrays.copyOfRange(second, 32, second.length), Arrays.copyOf(error, 2)),
                Arrays.copyOfRange(error, 2, 8),
                Arrays.copyOfRange(error, 8, error.length),
                record(STDOUT, id, new byte[0], 0),
                Arrays.copyOf(ended, 8),
                Arrays.copyOfRange(ended, 8, 16));
    }

    @Test
    void answerByteByByteIsRead() throws Exception {
        byte[] bytes = join(
                stderr(1, "oops\n"), stdout(1, "Status: 201 Made\r\nA: b\r\n\r\n"), stdout(1, "body"), end(1, 3, 0));
        byte[][] pieces = new byte[bytes.length][];
        for (int i = 0; i < bytes.length; i++) {
            pieces[i] = new byte[] {bytes[i]};
        }
        ScriptedResponder.Script slow = peer -> {
            peer.request();
            peer.send(pieces);
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.TCP, directory, slow);
                Gateway gateway = open(driver, responder.gateway());
                GatewayResponse response = gateway.dispatch(get())) {
            assertEquals(201, response.status());
            assertEquals("Made", response.reason());
            assertEquals(-1, response.exitStatus());
            assertEquals("body", Bytes.text(response.body().readAllBytes()));
            assertEquals(3, response.exitStatus());
            assertEquals(1, gateway.stats().idle());
        }
    }

    @Test
    void piecesThatHaveArrivedAreReadTogetherAndBeforeWhatIsWrongBehindThem() throws Exception {
        byte[] answer =
                join(stdout(1, "A: b\n\n"), stdout(1, "one "), stdout(1, "two"), record(STDOUT, 2, new byte[8], 0));
        ScriptedResponder.Script script = peer -> {
            peer.request();
            peer.send(answer);
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.TCP, directory, script);
                Gateway gateway = open(driver, responder.gateway());
                GatewayResponse response = gateway.dispatch(get())) {
            byte[] read = new byte[100];
            assertEquals(7, response.body().read(read));
            assertEquals("one two", Bytes.text(Arrays.copyOf(read, 7)));
            assertThrows(BackendFailureException.class, () -> response.body().read(read));
            assertEquals(0, gateway.stats().idle());
        }
    }

    @Test
    void headMaySpanManyRecords() throws Exception {
        String cookie = "c".repeat(100_000);
        ScriptedResponder.Script large = peer -> {
            int id = peer.request().id();
            byte[] head = Bytes.of("A: b\r\nSet-Cookie: " + cookie + "\r\n\r\n");
            for (int from = 0; from < head.length; from += 8_000) {
                byte[] part = Arrays.copyOfRange(head, from, Math.min(from + 8_000, head.length));
                peer.send(record(STDOUT, id, part, 7));
            }
            peer.send(stdout(id, "body"), end(id));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, large);
                Gateway gateway = open(driver, responder.gateway());
                GatewayResponse response = gateway.dispatch(get())) {
            assertEquals(cookie, response.headers().first("Set-Cookie"));
            assertEquals("body", Bytes.text(response.body().readAllBytes()));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "255, 255", "-1, 4294967295"})
    void applicationStatusIsCarried(int sent, long seen) throws Exception {
        ScriptedResponder.Script failing = peer -> {
            int id = peer.request().id();
            peer.send(join(stdout(id, "A: b\n\nbody"), end(id, sent, 0)));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, failing);
                Gateway gateway = open(driver, responder.gateway());
                GatewayResponse response = gateway.dispatch(get())) {
            assertEquals("body", Bytes.text(response.body().readAllBytes()));
            assertEquals(seen, response.exitStatus());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void earlyAnswerOfAnApplicationThatTakesNoMoreIsRead(Transport transport) throws Exception {
        ScriptedResponder.Script early = peer -> {
            peer.send(answer(peer.head().id(), "no need of all that"));
            peer.endOutput();
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, early);
                Gateway gateway = open(driver, responder.gateway())) {
            for (int i = 0; i < 5; i++) {
                assertEquals("no need of all that", text(gateway, post(RequestBody.of(new byte[16 * 1024 * 1024]))));
            }
            assertEquals(5, gateway.stats().closed());
        }
    }

    /** A write fails because the application has closed: what it said before counts (EPIPE looks for the answer first). */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void answerBeforeABrokenPipeIsRead(Transport transport) throws Exception {
        ScriptedResponder.Script rude = peer -> {
            int id = peer.head().id();
            peer.send(answer(id, "go away"));
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, rude);
                Gateway gateway = open(driver, responder.gateway())) {
            for (int i = 0; i < 5; i++) {
                assertEquals("go away", text(gateway, post(RequestBody.of(new byte[16 * 1024 * 1024]))));
            }
        }
    }

    @ParameterizedTest
    @Covers("fastcgi/malformed-surplus")
    @ValueSource(strings = {"?", "\1\6\0\1\0\0\0\0"})
    void surplusBytesWithTheAnswerPoisonTheConnection(String surplus) throws Exception {
        ScriptedResponder.Script talkative = peer -> {
            int id = peer.request().id();
            peer.send(join(answer(id, "good"), Bytes.of(surplus)));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, talkative);
                Gateway gateway = open(driver, responder.gateway())) {
            assertEquals("good", text(gateway, get()));
            assertEquals(1, gateway.stats().closed());
            assertEquals("good", text(gateway, get()));
            assertEquals(2, responder.connections());
        }
    }

    @Test
    @Covers("fastcgi/malformed-surplus")
    void surplusBytesAfterTheAnswerPoisonTheConnection() throws Exception {
        BlockingQueue<String> sent = new LinkedBlockingQueue<>();
        ScriptedResponder.Script talkative = peer -> {
            int id = peer.request().id();
            peer.send(answer(id, "good"), stdout(id, "and one more thing"));
            sent.add("all");
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, talkative);
                Gateway gateway = open(driver, responder.gateway())) {
            for (int i = 1; i <= 3; i++) {
                assertEquals("good", text(gateway, post(RequestBody.none())));
                assertEquals("all", sent.take());
                assertEquals(i, responder.connections());
            }
        }
    }

    @Test
    void withoutKeepAliveEachRequestHasAConnection() throws Exception {
        BlockingQueue<Boolean> kept = new LinkedBlockingQueue<>();
        ScriptedResponder.Script once = peer -> {
            ReceivedHead head = peer.request();
            kept.add(head.keepConnection());
            peer.send(answer(head.id(), "once"));
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.TCP, directory, once);
                Gateway gateway = open(driver, responder.gateway().keepConnections(false))) {
            for (int i = 1; i <= 3; i++) {
                assertEquals("once", text(gateway, get()));
                assertFalse(kept.take());
                assertEquals(0, gateway.stats().idle());
                assertEquals(i, gateway.stats().closed());
            }
            assertEquals(3, responder.connections());
        }
    }

    @Test
    void requestsOnOneConnectionBearSuccessiveIds() throws Exception {
        BlockingQueue<Integer> ids = new LinkedBlockingQueue<>();
        ScriptedResponder.Script noting = peer -> {
            while (true) {
                ReceivedHead head = peer.request();
                assertTrue(head.keepConnection());
                assertEquals(1, head.role());
                ids.add(head.id());
                peer.send(answer(head.id(), "ok"));
            }
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, noting);
                Gateway gateway = open(driver, responder.gateway())) {
            for (int id = 1; id <= 4; id++) {
                assertEquals("ok", text(gateway, get()));
                assertEquals(id, ids.take());
            }
        }
    }

    static Stream<Arguments> requestsThatDoNotFit() {
        String longest = "x".repeat(65_536);
        return Stream.of(
                Arguments.of(GatewayRequest.get("/").header("X-Long", longest), 431, "HTTP_X_LONG does not fit"),
                Arguments.of(GatewayRequest.get("/?" + longest), 414, "does not fit"),
                Arguments.of(GatewayRequest.get("/" + longest), 414, "does not fit"),
                Arguments.of(GatewayRequest.get("/").variable("LONG", longest), 431, "LONG does not fit"),
                Arguments.of(
                        GatewayRequest.get("/").header("Host", "a").header("host", "a"),
                        400,
                        "request has more than one Host field"),
                Arguments.of(withFields(5, 60_000), 431, "limits.requestHead"),
                Arguments.of(withFields(501, 1), 431, "request has 501 header fields; limits.requestHeaders is 500"));
    }

    private static GatewayRequest.Builder withFields(int count, int length) {
        GatewayRequest.Builder request = GatewayRequest.get("/");
        for (int i = 0; i < count; i++) {
            request.header("X-" + i, "x".repeat(length));
        }
        return request;
    }

    @ParameterizedTest
    @MethodSource("requestsThatDoNotFit")
    void requestThatDoesNotFitIsRefusedBeforeAByteIsSent(GatewayRequest.Builder request, int status, String message)
            throws Exception {
        try (ScriptedResponder responder =
                        new ScriptedResponder(Transport.UNIX, directory, peer -> peer.answerAll("good"));
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            for (int i = 0; i < 2; i++) {
                RequestRejectedException rejection =
                        assertThrows(RequestRejectedException.class, () -> gateway.dispatch(request.build()));
                assertEquals(status, rejection.suggestedStatus());
                assertFalse(rejection.mayHaveRun());
                assertTrue(rejection.getMessage().contains(message), rejection.getMessage());
                assertEquals(0, gateway.stats().inUse());
                assertEquals("good", text(gateway, get()));
            }
            assertEquals(1, responder.connections());
        }
    }

    @Test
    void largeVariablesThatFitAreSentInManyRecords() throws Exception {
        BlockingQueue<ReceivedHead> heads = new LinkedBlockingQueue<>();
        ScriptedResponder.Script noting = peer -> {
            ReceivedHead head = peer.request();
            heads.add(head);
            peer.send(answer(head.id(), "ok"));
            peer.awaitHangUp();
        };
        String query = "q".repeat(60_000);
        try (ScriptedResponder responder = new ScriptedResponder(Transport.TCP, directory, noting);
                Gateway gateway = open(driver, responder.gateway())) {
            GatewayRequest request = GatewayRequest.get("/?" + query)
                    .header("X-Large", "l".repeat(60_000))
                    .build();
            assertEquals("ok", text(gateway, request));
        }
        ReceivedHead head = heads.take();
        assertEquals(query, head.variables().get("QUERY_STRING"));
        assertEquals("/?" + query, head.variables().get("REQUEST_URI"));
        assertEquals("l".repeat(60_000), head.variables().get("HTTP_X_LARGE"));
    }
}
