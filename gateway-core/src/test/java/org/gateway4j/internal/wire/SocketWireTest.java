package org.gateway4j.internal.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.Wire.State;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wire over real sockets: what moves, and what ends it. */
@Timeout(60)
class SocketWireTest {

    private static final long MILLI = 1_000_000;

    /** A deadline is kept to within 100 ms; the rest is what a busy machine adds. */
    private static final long LATEST = 600 * MILLI;

    private static final ByteBuffer MUCH = ByteBuffer.allocateDirect(32 << 20);

    @TempDir
    Path directory;

    private final Watchdog watchdog = new Watchdog("wire test");
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        watchdog.close();
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    /** Both ends of a connection. */
    private record Pair(SocketWire wire, SocketChannel peer) {

        void send(String text) throws IOException {
            peer.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
        }
    }

    private Pair connect(Transport transport) throws IOException {
        ServerSocketChannel server = transport.listen(directory, 8);
        opened.add(server);
        SocketWire wire = new Connector(Endpoint.parse(transport.address(server)), 10_000 * MILLI, watchdog).connect();
        SocketChannel peer = server.accept();
        opened.add(wire::close);
        opened.add(wire::releaseSelector);
        opened.add(peer);
        return new Pair(wire, peer);
    }

    private static String read(SocketWire wire) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(100);
        wire.read(target);
        return new String(target.array(), 0, target.position(), US_ASCII);
    }

    private static ByteBuffer[] moreThanSocketsHold() {
        return new ByteBuffer[] {MUCH.duplicate()};
    }

    /** Checks that something blocked ends at its deadline, neither before nor long after. */
    private static void assertExpires(SocketWire wire, Executable blocked) {
        long deadline = System.nanoTime() + 150 * MILLI;
        wire.arm(deadline);
        assertThrows(IOException.class, blocked);
        long late = System.nanoTime() - deadline;
        assertEquals(State.EXPIRED, wire.state());
        assertTrue(late >= 0 && late < LATEST, "late by " + late + " ns");
        assertFalse(wire.disarm());
    }

    @ParameterizedTest
    @EnumSource
    void movesBytesBothWays(Transport transport) throws IOException {
        Pair pair = connect(transport);
        pair.send("hello");
        assertEquals("hello", read(pair.wire));
        ByteBuffer[] sources = {
            ByteBuffer.allocate(0), ByteBuffer.wrap("a".getBytes(US_ASCII)), ByteBuffer.wrap("bc".getBytes(US_ASCII))
        };
        assertEquals(3, pair.wire.write(sources, 3));
        ByteBuffer received = ByteBuffer.allocate(3);
        while (received.hasRemaining()) {
            pair.peer.read(received);
        }
        assertEquals("abc", new String(received.array(), US_ASCII));
        pair.peer.close();
        assertEquals(-1, pair.wire.read(ByteBuffer.allocate(1)));
    }

    @ParameterizedTest
    @EnumSource
    void aBlockingWriteTakesEverything(Transport transport) throws Exception {
        Pair pair = connect(transport);
        CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> drain(pair.peer, MUCH.capacity()));
        assertEquals(MUCH.capacity(), pair.wire.write(moreThanSocketsHold(), 1));
        assertEquals(MUCH.capacity(), received.get(30, TimeUnit.SECONDS));
    }

    /** Whatever the sizes of the pieces, blocking and then in duplex, where a full socket takes a few bytes at a time. */
    @ParameterizedTest
    @EnumSource
    void piecesArriveInOrder(Transport transport) throws Exception {
        Pair pair = connect(transport);
        Random random = new Random(3);
        byte[] content = Bytes.random(8_000_000, 3);
        boolean duplex = false;
        CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> receive(pair.peer, content.length));
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            if (left.remaining() < content.length / 2 && !duplex) {
                duplex = true;
                pair.wire.startDuplex();
            }
            ByteBuffer[] sources = new ByteBuffer[1 + random.nextInt(4)];
            long size = 0;
            for (int i = 0; i < sources.length; i++) {
                int most = random.nextInt(5) == 0 ? 100_000 : 9_000;
                sources[i] = piece(left, Math.min(left.remaining(), random.nextInt(most)), random.nextBoolean());
                size += sources[i].remaining();
            }
            long written = pair.wire.write(sources, sources.length);
            while (written < size) {
                pair.wire.awaitProgress(true);
                written += pair.wire.write(sources, sources.length);
            }
            assertEquals(size, written);
        }
        assertArrayEquals(content, received.get(30, TimeUnit.SECONDS));
    }

    private static ByteBuffer piece(ByteBuffer left, int length, boolean direct) {
        ByteBuffer slice = left.slice(left.position(), length);
        left.position(left.position() + length);
        return direct ? ByteBuffer.allocateDirect(length).put(slice).flip() : slice;
    }

    private static byte[] receive(SocketChannel channel, int length) {
        ByteBuffer target = ByteBuffer.allocate(length);
        try {
            while (target.hasRemaining() && channel.read(target) >= 0) {
                // All of it.
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return target.array();
    }

    private static long drain(SocketChannel channel, long most) {
        ByteBuffer target = ByteBuffer.allocate(64 * 1024);
        long total = 0;
        try {
            while (total < most && channel.read(target.clear()) >= 0) {
                total += target.position();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return total;
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsABlockedRead(Transport transport) throws IOException {
        SocketWire wire = connect(transport).wire;
        assertExpires(wire, () -> wire.read(ByteBuffer.allocate(1)));
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsABlockedWrite(Transport transport) throws IOException {
        SocketWire wire = connect(transport).wire;
        assertExpires(wire, () -> wire.write(moreThanSocketsHold(), 1));
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsAWaitInDuplex(Transport transport) throws IOException {
        SocketWire wire = connect(transport).wire;
        wire.startDuplex();
        assertExpires(wire, () -> wire.awaitProgress(false));
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlineInThePastEndsTheNextRead(Transport transport) throws IOException {
        SocketWire wire = connect(transport).wire;
        wire.arm(System.nanoTime() - 1);
        assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(1)));
        assertEquals(State.EXPIRED, wire.state());
    }

    /** The ways in which a thread can be blocked. */
    enum Blocked {
        READ,
        WRITE,
        DUPLEX;

        void run(SocketWire wire) throws IOException {
            switch (this) {
                case READ -> wire.read(ByteBuffer.allocate(1));
                case WRITE -> wire.write(moreThanSocketsHold(), 1);
                case DUPLEX -> {
                    wire.startDuplex();
                    wire.awaitProgress(false);
                }
            }
        }

        String method() {
            return this == READ ? "read" : this == WRITE ? "write" : "select";
        }
    }

    /** A thread blocked on a wire, and what it ended with. */
    private static final class Blockage {

        private final CompletableFuture<IOException> failure = new CompletableFuture<>();
        private final Thread thread;

        Blockage(SocketWire wire, Blocked how) {
            thread = new Thread(() -> {
                try {
                    how.run(wire);
                    failure.completeExceptionally(new AssertionError("was not blocked"));
                } catch (IOException e) {
                    failure.complete(e);
                } catch (RuntimeException e) {
                    failure.completeExceptionally(e);
                }
            });
            thread.start();
            Await.untilIn(thread, how.method());
        }

        void awaitEnd() throws Exception {
            failure.get(10, TimeUnit.SECONDS);
            thread.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAbortEndsWhatIsBlocked(Blocked how) throws Exception {
        for (Transport transport : Transport.values()) {
            SocketWire wire = connect(transport).wire;
            Blockage blockage = new Blockage(wire, how);
            wire.abort();
            blockage.awaitEnd();
            assertEquals(State.ABORTED, wire.state());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsWhatIsBlocked(Blocked how) throws Exception {
        for (Transport transport : Transport.values()) {
            Blockage blockage = new Blockage(connect(transport).wire, how);
            blockage.thread.interrupt();
            blockage.awaitEnd();
        }
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsWhatIsBlocked(Blocked how) throws Exception {
        for (Transport transport : Transport.values()) {
            SocketWire wire = connect(transport).wire;
            Blockage blockage = new Blockage(wire, how);
            wire.close();
            blockage.awaitEnd();
            assertEquals(State.CLOSED, wire.state());
        }
    }

    @Test
    void theFirstWhoEndsItSaysHow() throws IOException {
        SocketWire wire = connect(Transport.TCP).wire;
        wire.abort();
        wire.close();
        wire.arm(System.nanoTime() - 1);
        wire.expire(wire.deadline());
        assertEquals(State.ABORTED, wire.state());
        assertFalse(wire.disarm());
    }

    @Test
    void aDeadlineThatWasMovedOrTakenAwayDoesNotEndIt() throws IOException {
        SocketWire wire = connect(Transport.TCP).wire;
        long soon = System.nanoTime() + 100_000 * MILLI;
        wire.arm(soon);
        wire.arm(soon + 1);
        wire.expire(soon);
        assertEquals(State.OPEN, wire.state());
        assertTrue(wire.disarm());
        wire.expire(soon + 1);
        assertEquals(State.OPEN, wire.state());
        assertEquals(Nanos.NEVER, wire.deadline());
    }

    /** Whoever wins: the wire is either disarmed and open, or expired and not disarmed. */
    @Test
    void disarmingAndExpiringAtOnceAgree() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 2_000; round++) {
            SocketWire wire = new SocketWire(SocketChannel.open(), watchdog);
            long deadline = System.nanoTime() + 100_000 * MILLI;
            wire.arm(deadline);
            CompletableFuture<Void> expiry = CompletableFuture.runAsync(() -> wire.expire(deadline));
            for (int spin = random.nextInt(2_000); spin > 0; spin--) {
                Thread.onSpinWait();
            }
            State expected = wire.disarm() ? State.OPEN : State.EXPIRED;
            assertEquals(expected, wire.state());
            expiry.join();
            assertEquals(expected, wire.state());
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdleConnectionIsQuietUntilThePeerSpeaksOrGoes(Transport transport) throws IOException {
        Pair speaking = connect(transport);
        assertTrue(speaking.wire.isQuiet());
        assertTrue(speaking.wire.isQuiet());
        assertFalse(speaking.wire.hasUnread());
        speaking.send("surplus");
        Await.until("surplus bytes", speaking.wire::hasUnread);
        speaking.send("more");
        Await.until("more of them", () -> !speaking.wire.isQuiet());

        closeServers();
        Pair leaving = connect(transport);
        leaving.peer.close();
        Await.until("end of stream", () -> !leaving.wire.isQuiet());
        boolean looksByReading =
                transport == Transport.UNIX && Runtime.version().feature() < 19;
        assertEquals(looksByReading, leaving.wire.hasUnread(), "the cheap look sees bytes alone");
    }

    private void closeServers() throws IOException {
        for (AutoCloseable one : opened) {
            if (one instanceof ServerSocketChannel server) {
                server.close();
            }
        }
        Files.deleteIfExists(directory.resolve("app.sock"));
    }

    @Test
    void aResetConnectionIsNotQuiet() throws IOException {
        Pair pair = connect(Transport.TCP);
        pair.peer.setOption(StandardSocketOptions.SO_LINGER, 0);
        pair.peer.close();
        Await.until("reset", () -> !pair.wire.isQuiet());
    }

    @ParameterizedTest
    @EnumSource
    void aQuietConnectionStillBlocks(Transport transport) throws Exception {
        Pair pair = connect(transport);
        assertTrue(pair.wire.isQuiet());
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return read(pair.wire);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        pair.send("late");
        assertEquals("late", text.get(10, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void aClosedWireIsNotQuiet(Transport transport) throws IOException {
        SocketWire wire = connect(transport).wire;
        wire.close();
        assertFalse(wire.isQuiet());
        assertTrue(wire.hasUnread());
        assertThrows(IOException.class, () -> wire.read(ByteBuffer.allocate(1)));
    }

    @ParameterizedTest
    @EnumSource
    void inDuplexBothDirectionsMoveOnOneThread(Transport transport) throws Exception {
        Pair pair = connect(transport);
        pair.wire.startDuplex();
        assertEquals(0, pair.wire.read(ByteBuffer.allocate(1)));
        ByteBuffer[] sources = moreThanSocketsHold();
        while (pair.wire.write(sources, 1) > 0) {
            assertTrue(sources[0].hasRemaining(), "the socket took everything");
        }

        CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> drain(pair.peer, Long.MAX_VALUE));
        assertFalse(pair.wire.awaitProgress(true), "nothing was sent yet");
        Await.until("room to write", () -> write(pair.wire, sources) > 0);

        pair.send("answer");
        assertTrue(pair.wire.awaitProgress(false));
        assertEquals("answer", read(pair.wire));

        pair.wire.endDuplex();
        pair.send("more");
        assertEquals("more", read(pair.wire));
        pair.wire.close();
        assertEquals(sources[0].position(), received.get(10, TimeUnit.SECONDS));
    }

    private static long write(SocketWire wire, ByteBuffer[] sources) {
        try {
            return wire.write(sources, 1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void waitingInDuplexOnAnEndedWireFails() throws IOException {
        SocketWire ended = connect(Transport.TCP).wire;
        ended.startDuplex();
        ended.abort();
        assertThrows(IOException.class, () -> ended.awaitProgress(true));

        SocketWire never = connect(Transport.TCP).wire;
        assertThrows(IOException.class, () -> never.awaitProgress(true));
    }
}
