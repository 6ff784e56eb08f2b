package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Endpoint;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostLookupTest {

    private static final long MILLI = 1_000_000;

    private final Watchdog watchdog = new Watchdog("look-up test");
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void close() {
        answer.countDown();
        watchdog.close();
        Await.until("end of the look-ups", () -> threads("hung.test").isEmpty());
    }

    private static List<Thread> threads(String host) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("gateway4j look-up of " + host))
                .toList();
    }

    /** Nobody answers until the test is over, whatever becomes of who has asked. */
    private InetAddress[] hang(String host) throws UnknownHostException {
        asked.incrementAndGet();
        boolean over = false;
        while (!over) {
            try {
                answer.await();
                over = true;
            } catch (InterruptedException e) {
                // As in the JDK.
            }
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private HostLookup hung() {
        return new HostLookup("hung.test", this::hang);
    }

    private static ConnectException failure(HostLookup lookup, long timeout, Watchdog watchdog) {
        long deadline = Nanos.after(System.nanoTime(), timeout);
        return assertThrows(ConnectException.class, () -> lookup.addresses(deadline, watchdog));
    }

    private static final class Caller {

        private final CompletableFuture<ConnectException> failure = new CompletableFuture<>();
        private final Thread thread;

        Caller(HostLookup lookup, Watchdog watchdog) {
            thread = new Thread(() -> failure.complete(failure(lookup, Nanos.NEVER, watchdog)));
            thread.start();
            Await.untilIn(thread, "timedGet");
        }

        void assertEndsSoon(Kind kind) throws Exception {
            long begun = System.nanoTime();
            assertEquals(kind, failure.get(10, TimeUnit.SECONDS).kind());
            long took = System.nanoTime() - begun;
            assertTrue(took < 500 * MILLI, "took " + took);
        }
    }

    @Test
    void endsAtTheDeadline() {
        long begun = System.nanoTime();
        ConnectException e = failure(hung(), 100 * MILLI, watchdog);
        long took = System.nanoTime() - begun;
        assertEquals(Kind.TIMED_OUT, e.kind());
        assertEquals("host hung.test was not found in time", e.getMessage());
        assertTrue(took >= 100 * MILLI && took < 600 * MILLI, "took " + took);
    }

    @Test
    void endsWithAnInterrupt() throws Exception {
        Caller caller = new Caller(hung(), watchdog);
        caller.thread.interrupt();
        caller.assertEndsSoon(Kind.INTERRUPTED);
    }

    @Test
    void endsWithTheGateway() throws Exception {
        HostLookup lookup = hung();
        Caller caller = new Caller(lookup, watchdog);
        watchdog.abortAll();
        caller.assertEndsSoon(Kind.ABORTED);
        assertEquals(Kind.ABORTED, failure(lookup, Nanos.NEVER, watchdog).kind());
        Await.untilEquals(1, asked::get, "look-ups");
    }

    /** Whoever comes while one hangs waits for that one: the threads left behind do not add up. */
    @Test
    void oneThreadIsLeftBehindHoweverManyAsk() throws Exception {
        HostLookup lookup = hung();
        for (int i = 0; i < 20; i++) {
            assertEquals(Kind.TIMED_OUT, failure(lookup, MILLI, watchdog).kind());
        }
        assertEquals(1, threads("hung.test").size());
        assertTrue(threads("hung.test").get(0).isDaemon());
        Await.untilEquals(1, asked::get, "look-ups");
    }

    /** As the probes of an application do, each of which has a watchdog of its own. */
    @Test
    void oneThreadIsLeftBehindHoweverManyConnectorsComeAndGo() throws Exception {
        Target target = new Target(Endpoint.tcp("hung.test", 9), this::hang);
        for (int i = 0; i < 20; i++) {
            try (Watchdog own = new Watchdog("look-up test " + i)) {
                Connector connector = new Connector(target, MILLI, own);
                assertEquals(
                        Kind.TIMED_OUT,
                        assertThrows(ConnectException.class, connector::connect).kind());
            }
        }
        assertEquals(1, threads("hung.test").size());
        Await.untilEquals(1, asked::get, "look-ups");
    }

    @Test
    void theEndOfOneGatewayLeavesTheLookUpToTheOthers() throws Exception {
        HostLookup lookup = hung();
        CompletableFuture<InetAddress[]> other = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                other.complete(lookup.addresses(Nanos.NEVER, watchdog));
            } catch (ConnectException e) {
                other.completeExceptionally(e);
            }
        });
        waiting.start();
        Await.untilIn(waiting, "timedGet");
        try (Watchdog ending = new Watchdog("ending look-up test")) {
            Caller caller = new Caller(lookup, ending);
            ending.abortAll();
            caller.assertEndsSoon(Kind.ABORTED);
        }
        assertFalse(other.isDone());
        answer.countDown();
        assertEquals(1, other.get(10, TimeUnit.SECONDS).length);
        Await.untilEquals(1, asked::get, "look-ups");
    }

    @Test
    void whatWasFoundServesFurtherCallersForAMoment() throws Exception {
        HostLookup lookup = new HostLookup("found.test", host -> {
            asked.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        InetAddress[] found = lookup.addresses(Nanos.NEVER, watchdog);
        assertSame(found, lookup.addresses(Nanos.NEVER, watchdog));
        Await.until("another look-up", () -> {
            try {
                lookup.addresses(Nanos.NEVER, watchdog);
                return asked.get() > 1;
            } catch (ConnectException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void whatWasNotFoundIsLookedUpAgain() {
        HostLookup lookup = new HostLookup("unknown.test", host -> {
            asked.incrementAndGet();
            throw new UnknownHostException(host);
        });
        for (int i = 1; i <= 2; i++) {
            ConnectException e = failure(lookup, Nanos.NEVER, watchdog);
            assertEquals(Kind.FAILED, e.kind());
            assertEquals("unknown host unknown.test", e.getMessage());
            assertEquals(i, asked.get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "255.1.20.3", "::1", "fe80::1", "2001:db8::1:2"})
    void literalsTakeNoThread(String literal) throws Exception {
        Thread caller = Thread.currentThread();
        HostLookup lookup = new HostLookup(literal, host -> {
            assertSame(caller, Thread.currentThread());
            return InetAddress.getAllByName(host);
        });
        assertArrayEquals(InetAddress.getAllByName(literal), lookup.addresses(Nanos.NEVER, watchdog));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "1.2.3.4.example", "256.1.1.1", "1.2.3.4.5", "cafe.example", "127.1"})
    void whatIsNoLiteralTakesOne(String name) throws Exception {
        Thread caller = Thread.currentThread();
        HostLookup lookup = new HostLookup(name, host -> {
            assertFalse(caller.equals(Thread.currentThread()));
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        assertEquals(1, lookup.addresses(Nanos.NEVER, watchdog).length);
    }
}
