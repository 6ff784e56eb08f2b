package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@Covers("ajp/failure-connect")
class ConnectorTest {

    private static final long MILLI = 1_000_000;
    private static final long LONG = 20_000 * MILLI;

    @TempDir
    Path directory;

    private final Watchdog watchdog = new Watchdog("connector test");
    private final List<SocketWire> queued = new ArrayList<>();

    @AfterEach
    void close() {
        queued.forEach(SocketWire::close);
        watchdog.close();
    }

    private Connector to(Endpoint endpoint, long timeout) {
        return new Connector(endpoint, timeout, watchdog);
    }

    private ConnectException failure(Endpoint endpoint, long timeout) {
        return assertThrows(
                ConnectException.class, () -> to(endpoint, timeout).connect().close());
    }

    @ParameterizedTest
    @EnumSource
    void connects(Transport transport) throws IOException {
        try (ServerSocketChannel server = transport.listen(directory, 8)) {
            SocketWire wire =
                    to(Endpoint.parse(transport.address(server)), LONG).connect();
            try (SocketChannel peer = server.accept()) {
                peer.write(ByteBuffer.allocate(1));
                assertEquals(1, wire.read(ByteBuffer.allocate(8)));
                assertEquals(Nanos.NEVER, wire.deadline());
            } finally {
                wire.close();
            }
        }
    }

    @Test
    void aUnixSocketTakesMoreThanByDefault() throws IOException {
        try (ServerSocketChannel server = Transport.UNIX.listen(directory, 8);
                SocketChannel plain = SocketChannel.open(server.getLocalAddress())) {
            SocketWire wire =
                    to(Endpoint.parse(Transport.UNIX.address(server)), LONG).connect();
            try {
                plain.configureBlocking(false);
                long usual = capacity(pieces -> plain.write(pieces));
                wire.startDuplex();
                long ours = capacity(pieces -> wire.write(pieces, 1));
                assertTrue(ours >= usual * 3 / 2, ours + " bytes, " + usual + " by default");
            } finally {
                wire.releaseSelector();
                wire.close();
            }
        }
    }

    private interface Writing {

        long write(ByteBuffer... pieces) throws IOException;
    }

    /** How much can be written before the other side reads. */
    private static long capacity(Writing channel) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(16 * 1024);
        long all = 0;
        for (long count = channel.write(piece); count > 0; count = channel.write(piece.clear())) {
            all += count;
        }
        return all;
    }

    /** All addresses of a name are tried: the server has one of those of localhost. */
    @Test
    void connectsByName() throws IOException {
        try (ServerSocketChannel server = Transport.TCP.listen(directory, 8)) {
            Endpoint.Tcp address = (Endpoint.Tcp) Endpoint.parse(Transport.TCP.address(server));
            SocketWire wire =
                    to(Endpoint.tcp("localhost", address.port()), LONG).connect();
            assertEquals(Wire.State.OPEN, wire.state());
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyListens(Transport transport) throws IOException {
        Endpoint endpoint;
        try (ServerSocketChannel server = transport.listen(directory, 8)) {
            endpoint = Endpoint.parse(transport.address(server));
        }
        ConnectException e = failure(endpoint, LONG);
        assertEquals(Kind.FAILED, e.kind());
        assertTrue(e.getMessage().contains("Connection refused"), e.getMessage());
    }

    @Test
    void aMissingSocketFileIsNamedSo() {
        ConnectException e = failure(Endpoint.unix(directory.resolve("absent")), LONG);
        assertEquals(Kind.FAILED, e.kind());
        assertTrue(e.getMessage().contains("No such file or directory"), e.getMessage());
    }

    @Test
    void aFileThatIsNoSocketIsAFailure() throws IOException {
        assertEquals(
                Kind.FAILED,
                failure(Endpoint.unix(Files.createFile(directory.resolve("file"))), LONG)
                        .kind());
    }

    /** Nothing is to be gained by another attempt. */
    @ParameterizedTest
    @ValueSource(strings = {"SOCK_DGRAM", "SOCK_SEQPACKET"})
    void aSocketOfAnotherTypeIsToldAsSuchAtOnce(String type) throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeTrue(Files.isExecutable(python), python.toString());
        Path path = directory.resolve("other");
        String program = "import socket as s, sys\nx = s.socket(s.AF_UNIX, s." + type + ")\nx.bind(sys.argv[1])\n"
                + "x.listen() if s." + type + " == s.SOCK_SEQPACKET else None\nsys.stdin.read()";
        Process other = new ProcessBuilder(python.toString(), "-c", program, path.toString()).start();
        try {
            Await.until("the socket", () -> Files.exists(path));
            ConnectException e = failure(Endpoint.unix(path), LONG);
            assertEquals(Kind.FAILED, e.kind());
            assertEquals("Protocol wrong type for socket, which is no stream socket", e.getMessage());
        } finally {
            other.destroy();
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        ConnectException e = failure(Endpoint.tcp("no..such.host", 9), LONG);
        assertEquals(Kind.FAILED, e.kind());
        assertEquals("unknown host no..such.host", e.getMessage());
    }

    /** Fills the listen queue of a server that does not accept. */
    private ConnectException fill(Endpoint endpoint, long timeout) {
        return assertThrows(ConnectException.class, () -> {
            while (true) {
                queued.add(to(endpoint, timeout).connect());
            }
        });
    }

    @Test
    void aFullQueueOfAUnixSocketEndsAsSuchInTime() throws IOException {
        try (ServerSocketChannel server = Transport.UNIX.listen(directory, 1)) {
            Endpoint endpoint = Endpoint.parse(Transport.UNIX.address(server));
            assertEquals(Kind.QUEUE_FULL, fill(endpoint, 50 * MILLI).kind());
            long begun = System.nanoTime();
            ConnectException e = failure(endpoint, 200 * MILLI);
            long took = System.nanoTime() - begun;
            assertEquals(Kind.QUEUE_FULL, e.kind());
            assertEquals("the listen queue stayed full", e.getMessage());
            assertTrue(took >= 200 * MILLI && took < 1_000 * MILLI, "took " + took);
        }
    }

    @Test
    void aFullQueueOfATcpSocketIsATimeout() throws IOException {
        try (ServerSocketChannel server = Transport.TCP.listen(directory, 1)) {
            ConnectException e = fill(Endpoint.parse(Transport.TCP.address(server)), 200 * MILLI);
            assertEquals(Kind.TIMED_OUT, e.kind());
            assertTrue(e.getMessage().startsWith("no answer from /127.0.0.1:"), e.getMessage());
        }
    }

    @Test
    void aSlotThatBecomesFreeIsTaken() throws Exception {
        try (ServerSocketChannel server = Transport.UNIX.listen(directory, 1)) {
            Endpoint endpoint = Endpoint.parse(Transport.UNIX.address(server));
            fill(endpoint, 50 * MILLI);
            Attempt attempt = new Attempt(endpoint);
            try (SocketChannel accepted = server.accept()) {
                assertTrue(accepted.isConnected());
                SocketWire wire = (SocketWire) attempt.outcome.get(10, TimeUnit.SECONDS);
                assertEquals(Wire.State.OPEN, wire.state());
                wire.close();
            }
        }
    }

    /** A thread in the midst of connecting. */
    private final class Attempt {

        private final CompletableFuture<Object> outcome = new CompletableFuture<>();
        private final Thread thread;

        Attempt(Endpoint endpoint) {
            thread = new Thread(() -> {
                try {
                    outcome.complete(to(endpoint, LONG).connect());
                } catch (ConnectException e) {
                    outcome.complete(e);
                }
            });
            thread.start();
            Await.untilIn(thread, endpoint instanceof Endpoint.Unix ? "parkNanos" : "connect0");
        }

        ConnectException failure() throws Exception {
            return (ConnectException) outcome.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheAttempt(Transport transport) throws Exception {
        try (ServerSocketChannel server = transport.listen(directory, 1)) {
            Endpoint endpoint = Endpoint.parse(transport.address(server));
            fill(endpoint, 200 * MILLI);
            Attempt attempt = new Attempt(endpoint);
            attempt.thread.interrupt();
            assertEquals(Kind.INTERRUPTED, attempt.failure().kind());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptedThreadDoesNotConnect(Transport transport) throws IOException {
        try (ServerSocketChannel server = transport.listen(directory, 8)) {
            Endpoint endpoint = Endpoint.parse(transport.address(server));
            Thread.currentThread().interrupt();
            assertEquals(Kind.INTERRUPTED, failure(endpoint, LONG).kind());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingTheGatewayEndsTheAttempt(Transport transport) throws Exception {
        try (ServerSocketChannel server = transport.listen(directory, 1)) {
            Endpoint endpoint = Endpoint.parse(transport.address(server));
            fill(endpoint, 200 * MILLI);
            Attempt attempt = new Attempt(endpoint);
            watchdog.close();
            watchdog.abortAll();
            assertEquals("closed while connecting", attempt.failure().getMessage());
        }
    }

    /** A deadline that passes just as the connection comes about gives no dead wire. */
    @Test
    void aConnectionIsOpenOrLate() throws IOException {
        try (ServerSocketChannel server = Transport.TCP.listen(directory, 100)) {
            Endpoint endpoint = Endpoint.parse(Transport.TCP.address(server));
            for (int round = 0; round < 500; round++) {
                try (Watchdog eager = new Watchdog("eager watchdog")) {
                    SocketWire wire = new Connector(endpoint, 1 + round * 500L, eager).connect();
                    assertEquals(Wire.State.OPEN, wire.state());
                    wire.close();
                } catch (ConnectException e) {
                    assertEquals(Kind.TIMED_OUT, e.kind());
                }
                server.configureBlocking(false);
                SocketChannel accepted = server.accept();
                if (accepted != null) {
                    accepted.close();
                }
            }
        }
    }

    @Test
    void noDescriptorIsLeftBehind() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "/proc/self/fd");
        try (ServerSocketChannel full = Transport.UNIX.listen(directory, 1);
                ServerSocketChannel open = Transport.TCP.listen(directory, 300)) {
            Endpoint refused = Endpoint.unix(directory.resolve("absent"));
            Endpoint busy = Endpoint.parse(Transport.UNIX.address(full));
            Endpoint good = Endpoint.parse(Transport.TCP.address(open));
            fill(busy, 20 * MILLI);
            attemptAll(refused, busy, good);
            long before = descriptors();
            for (int i = 0; i < 100; i++) {
                attemptAll(refused, busy, good);
            }
            long after = descriptors();
            assertTrue(after <= before + 10, "from " + before + " to " + after + " descriptors");
        }
    }

    private void attemptAll(Endpoint refused, Endpoint busy, Endpoint good) throws IOException {
        failure(refused, LONG);
        failure(busy, 2 * MILLI);
        SocketWire wire = to(good, LONG).connect();
        wire.startDuplex();
        wire.close();
        wire.releaseSelector();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
