package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host with addresses that are silent, because the listen queue there is full, that refuse and that answer. */
@Timeout(60)
class SeveralAddressesTest {

    private static final long MILLI = 1_000_000;
    private static final long LONG = 20_000 * MILLI;

    private final Watchdog watchdog = new Watchdog("addresses test");

    /** What fills the queues is none of the wires that are to be aborted. */
    private final Watchdog fillers = new Watchdog("fillers of the addresses test");

    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        watchdog.close();
        fillers.close();
    }

    private ServerSocketChannel listen(String address, int backlog) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        open.add(server);
        server.bind(new InetSocketAddress(address, port), backlog);
        port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        return server;
    }

    /** Listens there without room for a connection. */
    private void beSilent(String address) throws IOException {
        listen(address, 1);
        Connector filler = new Connector(Endpoint.tcp(address, port), 200 * MILLI, fillers);
        assertEquals(
                Kind.TIMED_OUT,
                assertThrows(ConnectException.class, () -> {
                            while (true) {
                                open.add(filler.connect()::close);
                            }
                        })
                        .kind());
    }

    private Connector to(long timeout, String... addresses) {
        Target target = new Target(Endpoint.tcp("several.test", port), host -> {
            InetAddress[] found = new InetAddress[addresses.length];
            for (int i = 0; i < found.length; i++) {
                found[i] = InetAddress.getByName(addresses[i]);
            }
            return found;
        });
        return new Connector(target, timeout, watchdog);
    }

    @Test
    void aSilentAddressIsFollowedByTheNextAndNoLongerTriedFirst() throws IOException {
        beSilent("127.0.0.2");
        listen("127.0.0.3", 50);
        Connector connector = to(1_000 * MILLI, "127.0.0.2", "127.0.0.3");
        long first = timeToConnect(connector);
        assertTrue(first >= 500 * MILLI && first < 1_000 * MILLI, "first took " + first);
        long second = timeToConnect(connector);
        assertTrue(second < 400 * MILLI, "second took " + second);
    }

    private long timeToConnect(Connector connector) throws IOException {
        long begun = System.nanoTime();
        open.add(connector.connect()::close);
        return System.nanoTime() - begun;
    }

    @Test
    void anAddressThatRefusesLeavesItsTimeToTheNext() throws IOException {
        beSilent("127.0.0.3");
        long begun = System.nanoTime();
        ConnectException e = assertThrows(ConnectException.class, to(600 * MILLI, "127.0.0.2", "127.0.0.3")::connect);
        assertEquals(Kind.TIMED_OUT, e.kind());
        assertEquals(1, e.getSuppressed().length);
        long took = System.nanoTime() - begun;
        assertTrue(took >= 600 * MILLI, "took " + took);
    }

    /** It may answer yet; that another one refused does not change that. */
    @Test
    void aSilentAddressCountsForMoreThanOneThatRefuses() throws IOException {
        beSilent("127.0.0.2");
        ConnectException e =
                assertThrows(ConnectException.class, to(600 * MILLI, "127.0.0.3", "127.0.0.2", "127.0.0.4")::connect);
        assertEquals(Kind.TIMED_OUT, e.kind());
        assertEquals(2, e.getSuppressed().length);
    }

    @Test
    void allAddressesTogetherTakeNoLongerThanTheTimeout() throws IOException {
        beSilent("127.0.0.2");
        beSilent("127.0.0.3");
        beSilent("127.0.0.4");
        long begun = System.nanoTime();
        ConnectException e =
                assertThrows(ConnectException.class, to(600 * MILLI, "127.0.0.2", "127.0.0.3", "127.0.0.4")::connect);
        assertEquals(Kind.TIMED_OUT, e.kind());
        long took = System.nanoTime() - begun;
        assertTrue(took >= 600 * MILLI && took < 1_500 * MILLI, "took " + took);
    }

    @Test
    void closingTheGatewayEndsTheAttemptOnAllOfThem() throws Exception {
        beSilent("127.0.0.2");
        beSilent("127.0.0.3");
        Connector connector = to(LONG, "127.0.0.2", "127.0.0.3");
        CompletableFuture<ConnectException> failure = new CompletableFuture<>();
        Thread caller =
                new Thread(() -> failure.complete(assertThrows(ConnectException.class, connector::connect)), "caller");
        caller.start();
        Await.untilIn(caller, "connect0");
        long begun = System.nanoTime();
        watchdog.abortAll();
        assertEquals(Kind.ABORTED, failure.get(10, TimeUnit.SECONDS).kind());
        long took = System.nanoTime() - begun;
        assertTrue(took < 500 * MILLI, "took " + took);
    }

    @Test
    void nobodyConnectsAfterTheClose() throws IOException {
        beSilent("127.0.0.2");
        Connector connector = to(LONG, "127.0.0.2");
        watchdog.abortAll();
        watchdog.close();
        assertEquals(
                Kind.ABORTED,
                assertThrows(ConnectException.class, connector::connect).kind());
        Connector literal = new Connector(Endpoint.tcp("127.0.0.2", port), LONG, watchdog);
        assertEquals(
                Kind.ABORTED,
                assertThrows(ConnectException.class, literal::connect).kind());
    }
}
