package org.gateway4j.contract.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;

/** Addresses that cannot be connected to. */
interface ConnectFailureContract extends LoopFixture {

    private LinkRecorder failed(SocketAddress address) throws Exception {
        LinkRecorder recorder = recorder().connectTo(address);
        recorder.awaitEvents("failed");
        assertNoLinkIsOpen();
        return recorder;
    }

    @Test
    default void nobodyListens() throws Exception {
        LinkRecorder recorder = failed(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        assertInstanceOf(ConnectException.class, recorder.failure());
    }

    @Test
    default void socketIsMissing() throws Exception {
        assertTrue(
                String.valueOf(failed(unix("absent")).failure().getMessage()).contains("No such file"),
                "says what is the matter");
    }

    @Test
    default void socketIsLeftBehind() throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix("left")).close();
        assertInstanceOf(ConnectException.class, failed(unix("left")).failure());
    }

    @Test
    default void fileIsNoSocket() throws Exception {
        Files.createFile(directory().resolve("file"));
        assertInstanceOf(ConnectException.class, failed(unix("file")).failure());
    }

    @Test
    default void pathIsTooLong() throws Exception {
        failed(unix("a".repeat(200)));
    }

    @Test
    default void addressIsNotResolved() throws Exception {
        LinkRecorder recorder = recorder();
        on(() -> assertThrows(
                UnresolvedAddressException.class,
                () -> loop().connect(InetSocketAddress.createUnresolved("localhost", 1), recorder)));
        assertEquals(List.of(), recorder.events());
    }

    @Test
    default void addressIsOfAnUnknownKind() throws Exception {
        failed(new SocketAddress() {});
    }

    /** EAGAIN: the gateway tries again where it sees a plain SocketException. */
    @Test
    default void listenQueueIsFull() throws Exception {
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix("full"), 1)) {
            List<LinkRecorder> recorders = new ArrayList<>();
            Await.until("a full queue", () -> {
                LinkRecorder recorder = recorder().connectTo(unix("full"));
                recorders.add(recorder);
                Await.until("an outcome", () -> !recorder.events().isEmpty());
                return recorder.events().equals(List.of("failed"));
            });
            LinkRecorder last = recorders.get(recorders.size() - 1);
            assertEquals(SocketException.class, last.failure().getClass());
            server.accept().close();
            recorders.add(recorder().connected(unix("full")));
            on(() -> {
                recorders.forEach(recorder -> recorder.link().close());
                return null;
            });
        }
    }

    /** None of them is told before connect has returned, and none takes the others' stack. */
    @Test
    default void thousandsFailAtOnce() throws Exception {
        List<LinkRecorder> recorders = new ArrayList<>();
        on(() -> {
            for (int i = 0; i < 10_000; i++) {
                recorders.add(recorder().connect(unix("absent")));
            }
            return null;
        });
        recorders.get(recorders.size() - 1).awaitEvents("failed");
        for (LinkRecorder recorder : recorders) {
            assertEquals(List.of("failed"), recorder.events());
        }
    }

    @Test
    default void closedLinkIsNotToldOfItsFailure() throws Exception {
        LinkRecorder recorder = recorder();
        on(() -> {
            recorder.connect(unix("absent")).link().close();
            return null;
        });
        failed(unix("absent"));
        assertEquals(List.of(), recorder.events());
    }
}
