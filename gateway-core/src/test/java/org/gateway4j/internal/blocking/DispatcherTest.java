package org.gateway4j.internal.blocking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.exchange.TestBackend;
import org.gateway4j.internal.protocol.FakeProtocol;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Connector;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.FakeWire;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.internal.wire.Wire;
import org.gateway4j.internal.wire.Wire.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a dispatcher lets go of where no application takes part. */
class DispatcherTest {

    private static final Backend BACKEND = TestBackend.of(Medium.CONNECTION);

    /** A wire for which there is no memory. */
    private static final class StarvedWire extends FakeWire {

        StarvedWire(Watchdog watchdog) {
            super(watchdog);
        }

        @Override
        public ByteBuffer newBuffer(int size) throws ExhaustedException {
            throw new ExhaustedException("no memory", new OutOfMemoryError("on purpose"));
        }
    }

    /** A wire on which there is always more. */
    private static final class FloodedWire extends FakeWire {

        FloodedWire(Watchdog watchdog) {
            super(watchdog);
            watchdog.watch(this);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (state() != State.OPEN) {
                throw new AsynchronousCloseException();
            }
            int count = target.remaining();
            target.position(target.limit());
            return count;
        }
    }

    /** What arrives is nothing of the answer, and takes its time. */
    private static final class SlowProtocol extends FakeProtocol {

        private final AtomicInteger pieces;

        SlowProtocol(AtomicInteger pieces) {
            this.pieces = pieces;
        }

        @Override
        public Signal decode(ByteBuffer input) {
            if (input.hasRemaining()) {
                pieces.incrementAndGet();
                LockSupport.parkNanos(100_000_000);
            }
            return super.decode(input);
        }
    }

    @Test
    void wireWhoseBuffersFindNoMemoryIsClosed() {
        List<Wire> wires = new ArrayList<>();
        try (Dispatcher<String> dispatcher = new Dispatcher<>(
                BACKEND,
                PingPolicy.NEVER,
                watchdog -> FakeOpener.of(() -> {
                    wires.add(new StarvedWire(watchdog));
                    return wires.get(wires.size() - 1);
                }))) {
            GatewayRequest request = GatewayRequest.get("/").build();
            for (int i = 0; i < 2; i++) {
                BackendBusyException e =
                        assertThrows(BackendBusyException.class, () -> dispatcher.dispatch(request, call -> "call"));
                assertEquals("test: no memory (request not sent)", e.getMessage());
            }
            assertEquals(
                    List.of(State.CLOSED, State.CLOSED),
                    wires.stream().map(Wire::state).toList());
            assertEquals(0, dispatcher.stats().inUse());
        }
    }

    /** Who maps a request does not know for which application. */
    @Test
    void refusalOfTheHostsOwnCodeNamesTheApplication() {
        List<GatewayException> told = new ArrayList<>();
        Backend backend = TestBackend.of(Medium.CONNECTION, Limits.defaults(), new GatewayListener() {
            @Override
            public void requestFailed(GatewayRequest request, GatewayException e) {
                told.add(e);
            }
        });
        RequestRejectedException refusal = new RequestRejectedException(Reason.NOT_FOUND, "no script for GET /x");
        try (Dispatcher<String> dispatcher =
                new Dispatcher<>(backend, Endpoint.tcp("127.0.0.1", 1), PingPolicy.NEVER, FakeProtocol::new)) {
            GatewayRequest request = GatewayRequest.get("/x").build();
            RequestRejectedException e = assertThrows(
                    RequestRejectedException.class,
                    () -> dispatcher.dispatch(request, call -> {
                        throw refusal;
                    }));
            assertEquals("test", e.backend());
            assertEquals("test: no script for GET /x", e.getMessage());
            assertEquals(Reason.NOT_FOUND, e.reason());
            assertArrayEquals(refusal.getStackTrace(), e.getStackTrace());
            assertEquals(List.of(e), told);
        }
    }

    /** The watchdog hardly ever finds such an exchange at a wait. */
    @Test
    @Timeout(60)
    void inputThatNeverPausesProlongsNoDeadline() throws Exception {
        Backend backend = Backend.of(
                "test",
                Medium.CONNECTION,
                PoolConfig.of(1),
                Timeouts.defaults().withHead(Duration.ofMillis(300)),
                Limits.defaults(),
                Spooling.defaults(),
                null,
                SendfileRoots.none(),
                null);
        AtomicInteger pieces = new AtomicInteger();
        try (Dispatcher<String> dispatcher = new Dispatcher<>(
                backend,
                PingPolicy.NEVER,
                watchdog -> new FakeOpener(() -> new FloodedWire(watchdog), () -> new SlowProtocol(pieces)))) {
            GatewayRequest request = GatewayRequest.get("/").build();
            assertThrows(BackendTimeoutException.class, () -> dispatcher.dispatch(request, call -> "call"));
        }
        assertTrue(pieces.get() > 0 && pieces.get() <= 4, () -> pieces + " pieces");
    }

    /** Between the acquisition and the connection the close has nothing to abort yet. */
    @Test
    @Timeout(60)
    void closingJustBeforeTheConnectionEndsTheDispatch() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
            AtomicReference<Dispatcher<String>> dispatcher = new AtomicReference<>();
            dispatcher.set(new Dispatcher<>(
                    BACKEND,
                    PingPolicy.NEVER,
                    watchdog -> new ClosingOpener(
                            dispatcher,
                            new SocketOpener<>(
                                    new Connector(Endpoint.tcp(address), Nanos.NEVER, watchdog), FakeProtocol::new))));
            GatewayRequest request = GatewayRequest.get("/").build();
            ExchangeAbortedException e = assertThrows(
                    ExchangeAbortedException.class, () -> dispatcher.get().dispatch(request, call -> "call"));
            assertEquals("test: gateway was closed", e.getMessage());
            assertEquals(0, dispatcher.get().stats().inUse());
        }
    }

    private record ClosingOpener(AtomicReference<Dispatcher<String>> dispatcher, Opener<String> opener)
            implements Opener<String> {

        @Override
        public Opened<String> open(String call, OutgoingBody body, long longestNanos)
                throws ConnectException, RequestRejectedException {
            dispatcher.get().close();
            return opener.open(call, body, longestNanos);
        }

        @Override
        public void close() {}
    }
}
