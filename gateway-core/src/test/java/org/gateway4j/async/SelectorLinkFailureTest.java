package org.gateway4j.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that cannot be connected to. */
@Timeout(60)
class SelectorLinkFailureTest {

    @TempDir
    Path directory;

    private Leftovers beforeLoop;
    private Leftovers afterLoop;
    private SelectorLoop loop;

    @BeforeEach
    void start() throws Exception {
        beforeLoop = Leftovers.watch();
        loop = SelectorLoop.start("gateway4j loop");
        afterLoop = Leftovers.watch();
    }

    @AfterEach
    void close() throws Exception {
        afterLoop.awaitNone();
        loop.close();
        beforeLoop.awaitNone();
    }

    private LinkRecorder failed(SocketAddress address) throws Exception {
        LinkRecorder recorder = new LinkRecorder(loop).connectTo(address);
        recorder.awaitEvents("failed");
        return recorder;
    }

    private UnixDomainSocketAddress unix(String name) {
        return UnixDomainSocketAddress.of(directory.resolve(name));
    }

    @Test
    void nobodyListens() throws Exception {
        LinkRecorder recorder = failed(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        assertEquals(ConnectException.class, recorder.failure().getClass());
    }

    @Test
    void socketIsMissing() throws Exception {
        assertEquals(SocketException.class, failed(unix("absent")).failure().getClass());
    }

    @Test
    void socketIsLeftBehind() throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix("left")).close();
        assertEquals(ConnectException.class, failed(unix("left")).failure().getClass());
    }

    @Test
    void fileIsNoSocket() throws Exception {
        Files.createFile(directory.resolve("file"));
        assertEquals(ConnectException.class, failed(unix("file")).failure().getClass());
    }

    @Test
    void pathIsTooLong() throws Exception {
        failed(unix("a".repeat(200)));
    }

    @Test
    void addressIsNotResolved() throws Exception {
        LinkRecorder recorder = new LinkRecorder(loop);
        LinkRecorder.on(
                loop,
                () -> assertThrows(
                        UnresolvedAddressException.class,
                        () -> loop.connect(InetSocketAddress.createUnresolved("localhost", 1), recorder)));
        assertEquals(List.of(), recorder.events());
    }

    @Test
    void addressIsOfAnUnknownKind() throws Exception {
        failed(new SocketAddress() {});
    }

    /** EAGAIN; the selector says that such a socket can be written to. */
    @Test
    void listenQueueIsFull() throws Exception {
        try (ServerSocketChannel server =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix("full"), 1)) {
            List<LinkRecorder> recorders = new ArrayList<>();
            Await.until("a full queue", () -> {
                LinkRecorder recorder = new LinkRecorder(loop).connectTo(unix("full"));
                recorders.add(recorder);
                Await.until("an outcome", () -> !recorder.events().isEmpty());
                return recorder.events().equals(List.of("failed"));
            });
            LinkRecorder last = recorders.get(recorders.size() - 1);
            assertEquals(SocketException.class, last.failure().getClass());
            server.accept().close();
            recorders.add(new LinkRecorder(loop).connected(unix("full")));
            LinkRecorder.on(loop, () -> {
                recorders.forEach(recorder -> recorder.link().close());
                return null;
            });
        }
    }

    /** None of them is told before connect has returned, and none takes the others' stack. */
    @Test
    void thousandsFailAtOnce() throws Exception {
        List<LinkRecorder> recorders = new ArrayList<>();
        LinkRecorder.on(loop, () -> {
            for (int i = 0; i < 10_000; i++) {
                recorders.add(new LinkRecorder(loop).connect(unix("absent")));
            }
            return null;
        });
        recorders.get(recorders.size() - 1).awaitEvents("failed");
        for (LinkRecorder recorder : recorders) {
            assertEquals(List.of("failed"), recorder.events());
        }
    }

    @Test
    void closedLinkIsNotToldOfItsFailure() throws Exception {
        LinkRecorder recorder = new LinkRecorder(loop);
        LinkRecorder.on(loop, () -> {
            recorder.connect(unix("absent")).link().close();
            return null;
        });
        failed(unix("absent"));
        assertEquals(List.of(), recorder.events());
    }
}
