package org.gateway4j.ajp;

import static org.gateway4j.ajp.Driven.open;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;

/** Containers that do just what the test says, the hostile ones among them. */
@OverEachDriver
class ScriptedContainerTest {

    @Parameter
    Driver driver;

    private static final byte[] HEAD = Wire.packet("04 00c8 0002 'OK' 00 0000");
    private static final byte[] ASK = Wire.packet("06 1ffa");
    private static final byte[] KEEP = Wire.packet("05 01");

    /** What is left of a connection is scripted. */
    interface Script {
        void play(PeerSocket socket, int connection) throws Exception;
    }

    private final AtomicReference<Script> script = new AtomicReference<>();
    private SocketServer server;
    private Gateway gateway;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        server = SocketServer.listen(
                Transport.TCP, directory, (socket, number) -> script.get().play(socket, number));
        gateway = open(driver, builder());
    }

    private AjpGateway.Builder builder() {
        return AjpGateway.builder(server.endpoint())
                .limits(Limits.defaults().withResponseHeaders(100))
                .timeouts(Timeouts.defaults().withHead(Duration.ofSeconds(20)).withConnect(Duration.ofSeconds(2)));
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        server.close();
    }

    private static ByteBuffer packet(PeerSocket socket) throws IOException {
        return ReceivedRequest.packet(socket);
    }

    private static void answer(PeerSocket socket, byte[]... packets) throws IOException {
        packet(socket);
        socket.write(Wire.join(packets));
    }

    private GatewayResponse get() throws GatewayException {
        return gateway.dispatch(GatewayRequest.get("/").build());
    }

    private static GatewayRequest post(RequestBody body) {
        return GatewayRequest.builder("POST", "/").body(body).build();
    }

    private static String text(GatewayResponse response) throws IOException {
        return Bytes.text(response.body().readAllBytes());
    }

    @ParameterizedTest
    @Covers({"ajp/CVE-2026-103119", "ajp/CVE-2026-33523", "ajp/failure-protocol"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'AB' 0005 03 0001 'x' 00                    | before SEND_HEADERS",
                "'AB' 0002 05 01                             | before SEND_HEADERS",
                "'AB' 0004 03 0000 00                        | before SEND_HEADERS",
                "'AB' 0000 00                                | empty packet",
                "1234 0002 05 01                             | not an AJP packet",
                "'AB' 000c 04 00c8 0002 'OK' 00 0001 a003    | value of response header",
                "'AB' 0011 04 00c8 0002 'OK' 00 0001 a006 0001 'a' 01 00 | no NUL",
                "'AB' 0010 04 00c8 0002 'OK' 00 0001 a00c 0001 'a' 00 | is not defined",
                "'AB' 0013 04 00c8 0002 'OK' 00 0001 0002 'A' 0a 00 0001 'a' 00 | 0x0a at index 1",
                "'AB' 0012 04 00c8 0002 'OK' 00 0001 a001 0003 'a' 0d0a 00 | control character",
                "'AB' 0001 09                                | nobody asked for",
                "'HTTP/1.1 400 Bad Request'                  | not an AJP packet",
                "'AB' 0008 04 00c8 0002 'OK' 00              | number of response headers reaches beyond",
                "'AB' 000a 04 00c8 0002 'OK' 00 0001         | header 1 of 1",
                "'AB' 000f 04 00c8 0002 'OK' 00 0001 a001 ffff 00 | goes on for 1 bytes",
                "'AB' 0010 04 00c8 0002 'OK' 00 0001 a001 7fff 0000 | reaches beyond",
                "'AB' 000b 04 00c8 0002 'OK' 00 0000 00      | goes on for 1 bytes",
                "'AB' 0008 04 0065 0000 00 0000              | 101, which is not final",
                "'AB' 000a 04 00c8 0002 'OK' 01 0000         | no NUL"
            })
    void falseAnswerIsAFailureOfTheContainer(String bytes, String message) {
        script.set((socket, number) -> {
            answer(socket, Wire.bytes(bytes));
            socket.awaitHangUp();
        });
        BackendFailureException failure = assertThrows(BackendFailureException.class, this::get);
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
        assertEquals(502, failure.suggestedStatus());
        assertTrue(failure.blamesBackend());
        assertEquals(1, gateway.stats().closed());
    }

    @ParameterizedTest
    @Covers({"ajp/CVE-2026-28780", "ajp/CVE-2006-7197", "ajp/failure-after-head"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'AB' 000a 04 00c8 0002 'OK' 00 0000  | second SEND_HEADERS",
                "'AB' 0004 03 0002 00                 | says that it has 2 bytes",
                "'AB' 0005 03 0001 'xy'               | not by NUL",
                "'AB' 0005 03 0000 00 00              | says that it has 0 bytes",
                "'AB' 0001 08                         | type 8"
            })
    void falseBodyBreaksTheResponseOff(String bytes, String message) throws Exception {
        byte[] next = Wire.bytes("'AB' 0002 05 01");
        script.set((socket, number) -> {
            answer(socket, HEAD, Wire.bytes(bytes), next);
            socket.awaitHangUp();
        });
        try (GatewayResponse response = get()) {
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class, () -> response.body().readAllBytes());
            assertTrue(failure.getMessage().contains(message), failure.getMessage());
        }
        assertEquals(1, gateway.stats().closed());
    }

    @ParameterizedTest
    @Covers({"ajp/complaint-3", "ajp/CVE-2026-103119", "ajp/CVE-2022-1319"})
    @ValueSource(strings = {"05 01", "04 00c8 0002 'OK' 00 0000", "03 0001 'x' 00", "09"})
    void surplusAfterTheEndNeverReachesTheNextExchange(String surplus) throws Exception {
        script.set((socket, number) -> {
            String body = "03 0001 '%d' 00".formatted(number);
            answer(socket, HEAD, Wire.packet(body), KEEP, Wire.packet(surplus));
            socket.awaitHangUp();
        });
        for (int i = 1; i <= 3; i++) {
            try (GatewayResponse response = get()) {
                assertEquals("" + i, text(response));
            }
        }
        assertEquals(3, gateway.stats().closed());
    }

    /** Bytes too many may be those of another answer, and some too few may still come. */
    @ParameterizedTest
    @Covers("ajp/CVE-2026-103119")
    @CsvSource({"3, true", "3, false", "9, false"})
    void connectionWithABodyOfAnotherLengthThanDeclaredIsNotReused(int declared, boolean read) throws Exception {
        byte[] head = Wire.packet("04 00c8 0002 'OK' 00 0001 a003 0001 '%d' 00".formatted(declared));
        script.set((socket, number) -> {
            answer(socket, head, Wire.packet("03 0007 'one two' 00"), KEEP);
            socket.awaitHangUp();
        });
        for (int i = 1; i <= 3; i++) {
            try (GatewayResponse response = get()) {
                if (read) {
                    assertEquals("one", text(response));
                }
            }
            assertEquals(i, gateway.stats().closed());
        }
    }

    /** An answer that nobody asked for, or its first byte, when the connection has just been given back. */
    @ParameterizedTest
    @Covers({"ajp/complaint-3", "ajp/CVE-2026-103119"})
    @CsvSource({"TCP, 30", "TCP, 1", "UNIX, 30", "UNIX, 1"})
    void answerToNobodyNeverReachesTheNextExchange(Transport transport, int bytes, @TempDir Path directory)
            throws Exception {
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        BlockingQueue<String> sent = new LinkedBlockingQueue<>();
        SocketServer.Service service = (socket, number) -> {
            byte[] whole = Wire.join(HEAD, Wire.packet("03 0001 '%d' 00".formatted(number)), KEEP);
            answer(socket, whole);
            ended.take();
            socket.write(Arrays.copyOf(whole, Math.min(bytes, whole.length)));
            sent.add("late");
            socket.awaitHangUp();
        };
        try (SocketServer peer = SocketServer.listen(transport, directory, service);
                Gateway toPeer = open(driver, AjpGateway.builder(peer.endpoint()))) {
            for (int i = 1; i <= 9; i++) {
                try (GatewayResponse response =
                        toPeer.dispatch(GatewayRequest.get("/").build())) {
                    assertEquals("" + i, text(response));
                }
                ended.add("read");
                assertEquals("late", sent.poll(20, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void answerIsTheSameInPiecesOfOneByte() throws Exception {
        byte[] answer = Wire.join(
                Wire.packet("04 00c8 0002 'OK' 00 0001 a001 0001 'a' 00"),
                Wire.packet("03 0000 00"),
                Wire.packet("03 0003 'one' 00"),
                Wire.packet("03 0003 'two'"),
                KEEP);
        script.set((socket, number) -> {
            while (true) {
                packet(socket);
                for (byte piece : answer) {
                    socket.write(new byte[] {piece});
                }
            }
        });
        for (int i = 0; i < 20; i++) {
            try (GatewayResponse response = get()) {
                assertEquals("a", response.headers().first("Content-Type"));
                assertEquals("onetwo", text(response));
            }
        }
        assertEquals(1, gateway.stats().opened());
    }

    /** Wherever an answer ends too early, it is a failure; a connection that breaks at its very beginning is tried anew. */
    @ParameterizedTest
    @Covers({"ajp/undertow-close", "ajp/failure-after-head"})
    @ValueSource(booleans = {false, true})
    void truncatedAnswerNeverLooksWhole(boolean reset) throws Exception {
        byte[] answer = Wire.join(HEAD, Wire.packet("03 0003 'one' 00"), KEEP);
        for (int length = 0; length < answer.length; length++) {
            byte[] cut = Arrays.copyOf(answer, length);
            script.set((socket, number) -> {
                answer(socket, cut);
                if (reset) {
                    socket.reset();
                }
            });
            BackendFailureException failure = assertThrows(BackendFailureException.class, () -> {
                try (GatewayResponse response = get()) {
                    text(response);
                }
            });
            assertTrue(failure.mayHaveRun());
        }
        assertEquals(gateway.stats().opened(), gateway.stats().closed());
    }

    @Test
    @Covers("ajp/undertow-close")
    void endThatClosesTheConnectionCloses() throws Exception {
        script.set((socket, number) -> answer(socket, HEAD, Wire.packet("05 00")));
        try (GatewayResponse response = get()) {
            assertEquals("", text(response));
        }
        assertEquals(1, gateway.stats().closed());
    }

    @Test
    @Covers({"ajp/body-1", "ajp/body-4"})
    void everyPieceIsAskedForAndTheEndRepeated() throws Exception {
        BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
        script.set((socket, number) -> {
            packet(socket);
            lengths.add((int) packet(socket).getShort());
            for (int wanted : new int[] {1, 100, 8186, 65_535, 8186, 8186, 8186}) {
                socket.write(Wire.packet("06 %04x".formatted(wanted)));
                lengths.add((int) packet(socket).getShort());
            }
            socket.write(Wire.join(HEAD, KEEP));
            socket.awaitHangUp();
        });
        byte[] content = Bytes.random(25_000, 1);
        try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(content)))) {
            assertEquals("", text(response));
        }
        assertEquals(List.of(8186, 1, 100, 8186, 8186, 25_000 - 3 * 8186 - 101, 0, 0), List.copyOf(lengths));
        assertEquals(1, gateway.stats().idle());
    }

    @Test
    @Covers("ajp/body-6")
    void bodyIsNotReadBeyondItsEnd() throws Exception {
        BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
        script.set((socket, number) -> {
            packet(socket);
            for (int i = 0; i < 4; i++) {
                socket.write(ASK);
                lengths.add((int) packet(socket).getShort());
            }
            socket.write(Wire.join(HEAD, KEEP));
            socket.awaitHangUp();
        });
        InputStream strict = new ByteArrayInputStream(new byte[10]) {
            private boolean ended;

            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                assertFalse(ended);
                int count = super.read(target, offset, length);
                ended = count < 0;
                return count;
            }
        };
        try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(strict, -1)))) {
            assertEquals("", text(response));
        }
        assertEquals(List.of(10, 0, 0, 0), List.copyOf(lengths));
    }

    @Test
    @Covers("ajp/undertow-drain")
    void undertowDrainsTheRestAfterItsResponse() throws Exception {
        script.set((socket, number) -> {
            packet(socket);
            packet(socket);
            socket.write(Wire.join(HEAD, Wire.packet("03 0005 'early' 00")));
            int drained = 8186;
            while (drained < 100_000) {
                socket.write(ASK);
                drained += packet(socket).getShort();
            }
            socket.write(KEEP);
            socket.awaitHangUp();
        });
        RequestBody body = RequestBody.of(new ByteArrayInputStream(new byte[100_000]), 100_000);
        try (GatewayResponse response = gateway.dispatch(post(body))) {
            assertEquals("early", text(response));
        }
        assertEquals(1, gateway.stats().idle());
    }

    @Test
    @Covers({"ajp/body-11", "ajp/CVE-2026-78383", "ajp/CVE-2011-3190", "ajp/CVE-2009-1191"})
    void endWhileAPacketIsOwedCloses() throws Exception {
        script.set((socket, number) -> {
            packet(socket);
            packet(socket);
            socket.write(Wire.join(ASK, HEAD, KEEP));
            socket.awaitHangUp();
        });
        try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(new byte[20_000])))) {
            assertEquals("", text(response));
        }
        assertEquals(1, gateway.stats().closed());
    }

    @Test
    void askingTwiceAtOnceIsAFailure() {
        script.set((socket, number) -> {
            packet(socket);
            packet(socket);
            socket.write(Wire.join(ASK, ASK));
            socket.awaitHangUp();
        });
        BackendFailureException failure = assertThrows(
                BackendFailureException.class, () -> gateway.dispatch(post(RequestBody.of(new byte[20_000]))));
        assertTrue(failure.getMessage().contains("before the one before"), failure.getMessage());
    }

    @Test
    @Covers("ajp/body-3")
    void bodyOfUnknownLengthStreams() throws Exception {
        byte[] content = Bytes.random(50_000, 2);
        assertArrives(content, RequestBody.of(new ByteArrayInputStream(content), -1));
    }

    /** Every other read brings nothing, which an empty packet would say is the end. */
    @Test
    @Covers("ajp/body-7")
    void bodyThatHasNothingNowIsNotAtItsEnd() throws Exception {
        byte[] content = Bytes.random(50_000, 3);
        ReadableByteChannel source = Channels.newChannel(new ByteArrayInputStream(content));
        ReadableByteChannel client = Mockito.spy(ReadableByteChannel.class);
        AtomicInteger reads = new AtomicInteger();
        Mockito.doAnswer(read -> reads.getAndIncrement() % 2 == 0 ? 0 : source.read(read.getArgument(0)))
                .when(client)
                .read(Mockito.any());
        assertArrives(content, RequestBody.of(client, -1));
    }

    private void assertArrives(byte[] content, RequestBody body) throws IOException {
        byte[] received = new byte[content.length];
        script.set((socket, number) -> {
            ByteBuffer request = packet(socket);
            assertTrue(Bytes.text(Wire.bytes(request)).contains("transfer-encoding"));
            int size = 0;
            while (true) {
                socket.write(ASK);
                ByteBuffer data = packet(socket);
                int length = data.getShort();
                if (length == 0) {
                    break;
                }
                data.get(received, size, length);
                size += length;
            }
            socket.write(Wire.join(HEAD, Wire.packet("03 0005 '%d' 00".formatted(size)), KEEP));
            socket.awaitHangUp();
        });
        try (GatewayResponse response = gateway.dispatch(post(body))) {
            assertEquals("" + content.length, text(response));
        }
        assertArrayEquals(content, received);
        assertEquals(1, gateway.stats().idle());
    }

    @Test
    @Covers("ajp/complaint-6")
    void idleConnectionIsAskedAndServesOn() throws Exception {
        gateway.close();
        gateway = open(driver, builder().cpingAfterIdle(Duration.ofNanos(1)).cpingOnConnect(true));
        BlockingQueue<Integer> types = new LinkedBlockingQueue<>();
        script.set((socket, number) -> {
            while (true) {
                int type = packet(socket).get();
                types.add(type);
                socket.write(type == 10 ? Wire.packet("09") : Wire.join(HEAD, KEEP));
            }
        });
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = gateway.dispatch(post(RequestBody.none()))) {
                assertEquals("", text(response));
            }
            long end = System.nanoTime() + 20_000_000;
            Await.until("time stands still", () -> System.nanoTime() - end > 0);
        }
        assertEquals(List.of(10, 2, 10, 2), List.copyOf(types));
        assertEquals(1, gateway.stats().opened());
    }

    @ParameterizedTest
    @Covers({"ajp/undertow-cping", "ajp/failure-cping"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'AB' 0009 04 0193 0001 '4' 00 0000 | answered by SEND_HEADERS; if the container asks for a secret",
                "'AB' 0002 05 00                    | answered by END_RESPONSE",
                "'AB' 0001 09 'AB'                  | CPONG was followed by 2 bytes",
                "'HTTP/1.1'                         | not an AJP packet",
                "''                                 | nothing came within 200 ms"
            })
    void newConnectionThatDoesNotAnswerCpingIsAFailure(String reply, String message) {
        gateway.close();
        gateway = open(
                driver,
                builder()
                        .timeouts(Timeouts.defaults().withConnect(Duration.ofMillis(200)))
                        .cpingOnConnect(true));
        script.set((socket, number) -> {
            answer(socket, Wire.bytes(reply));
            socket.awaitHangUp();
        });
        BackendFailureException failure = assertThrows(BackendFailureException.class, this::get);
        assertTrue(failure.getMessage().contains("did not answer a ping: "), failure.getMessage());
        assertTrue(failure.getMessage().contains(message), failure.getMessage());
        assertFalse(failure.mayHaveRun());
        assertEquals(1, gateway.stats().closed());
    }

    /** A servlet runs as soon as it has the head: that the body did not get through tells nothing. */
    @Test
    void postOfWhichTheHeadWasSentIsNotRepeated() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        script.set((socket, number) -> {
            answer(socket, HEAD, KEEP);
            packet(socket);
            socket.reset();
            dead.countDown();
        });
        try (GatewayResponse response = get()) {
            assertEquals("", text(response));
        }
        RequestBody late = Mockito.spy(RequestBody.class);
        Mockito.when(late.length()).thenReturn(100_000L);
        Mockito.when(late.replayable()).thenReturn(true);
        Mockito.doAnswer(read -> {
                    Await.open(dead);
                    read.getArgument(0, ByteBuffer.class).put((byte) 'x');
                    return 1;
                })
                .when(late)
                .read(Mockito.any());
        BackendFailureException failure =
                assertThrows(BackendFailureException.class, () -> gateway.dispatch(post(late)));
        assertTrue(failure.mayHaveRun());
        assertEquals(1, gateway.stats().opened());
    }

    @Test
    @Covers({"ajp/tomcat-too-large", "ajp/failure-too-large"})
    void requestTooLargeLeavesTheConnectionAsItIs() throws Exception {
        script.set((socket, number) -> {
            while (true) {
                answer(socket, HEAD, KEEP);
            }
        });
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = get()) {
                assertEquals("", text(response));
            }
            GatewayRequest large =
                    GatewayRequest.get("/").header("Cookie", "c".repeat(9000)).build();
            RequestRejectedException rejection =
                    assertThrows(RequestRejectedException.class, () -> gateway.dispatch(large));
            assertEquals(431, rejection.suggestedStatus());
        }
        assertEquals(1, gateway.stats().opened());
        assertEquals(1, gateway.stats().idle());
    }

    private static void askEvery(Duration pause, int times, PeerSocket socket) throws IOException {
        for (int i = 0; i < times; i++) {
            LockSupport.parkNanos(pause.toNanos());
            socket.write(Wire.packet("06 0001"));
            packet(socket);
        }
    }

    @Test
    void eachByteThatIsAskedForIsProgress() throws Exception {
        script.set((socket, connection) -> {
            packet(socket);
            askEvery(Duration.ofMillis(100), 8, socket);
            socket.write(Wire.join(HEAD, KEEP));
            packet(socket);
        });
        try (Gateway impatient =
                        open(driver, builder().timeouts(Timeouts.defaults().withHead(Duration.ofMillis(400))));
                GatewayResponse response = impatient.dispatch(post(unknownLength(new byte[8])))) {
            assertEquals(200, response.status());
        }
    }

    @Test
    void askingOnAfterTheEndIsNone() throws Exception {
        script.set((socket, connection) -> {
            packet(socket);
            askEvery(Duration.ofMillis(100), 16, socket);
            socket.write(Wire.join(HEAD, KEEP));
            packet(socket);
        });
        try (Gateway impatient =
                open(driver, builder().timeouts(Timeouts.defaults().withHead(Duration.ofMillis(400))))) {
            GatewayRequest request = post(unknownLength(new byte[2]));
            assertThrows(BackendTimeoutException.class, () -> impatient.dispatch(request));
        }
    }

    private static RequestBody unknownLength(byte[] content) {
        return RequestBody.of(new ByteArrayInputStream(content), -1);
    }
}
