package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a Unix domain socket that does not accept, with one place in its queue. */
class FullListenQueueTest {

    private final Watchdog watchdog = new Watchdog("test");
    private final Deque<SocketWire> connected = new ArrayDeque<>();
    private ServerSocketChannel server;
    private Endpoint endpoint;

    @BeforeEach
    void fill(@TempDir Path directory) throws Exception {
        Path path = directory.resolve("s");
        endpoint = Endpoint.unix(path);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), 1);
        Await.until("the queue is full", () -> {
            try {
                connected.add(connector(100).connect());
                return false;
            } catch (ConnectException e) {
                return e.kind() == Kind.QUEUE_FULL;
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        connected.forEach(SocketWire::close);
        watchdog.close();
        server.close();
    }

    private Connector connector(long millis) {
        return new Connector(endpoint, TimeUnit.MILLISECONDS.toNanos(millis), watchdog);
    }

    @Test
    void isSaidToBeFullAtTheDeadline() {
        assertEquals(
                Kind.QUEUE_FULL,
                assertThrows(ConnectException.class, () -> connector(200).connect())
                        .kind());
    }

    @Test
    void takesTheCallerOnceThereIsRoom() throws Exception {
        CompletableFuture<SocketWire> caller = CompletableFuture.supplyAsync(() -> {
            try {
                return connector(20_000).connect();
            } catch (ConnectException e) {
                throw new AssertionError(e);
            }
        });
        try (SocketChannel accepted = server.accept()) {
            assertEquals(Wire.State.OPEN, caller.get().state());
            connected.add(caller.get());
            assertEquals(true, accepted.isConnected());
        }
    }

    @Test
    void isNotTakenForASocketThatIsNotThere() {
        Endpoint absent = Endpoint.unix(((Endpoint.Unix) endpoint).path().resolveSibling("absent"));
        Connector connector = new Connector(absent, Nanos.NEVER, watchdog);
        assertEquals(
                Kind.FAILED,
                assertThrows(ConnectException.class, connector::connect).kind());
    }
}
