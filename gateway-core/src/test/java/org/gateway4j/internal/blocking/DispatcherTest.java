package org.gateway4j.internal.blocking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

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
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Connector;
import org.gateway4j.internal.wire.ExhaustedException;
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
    private static final class StarvedWire extends StubWire {

        StarvedWire(Watchdog watchdog) {
            super(watchdog);
        }

        @Override
        public ByteBuffer newBuffer(int size) throws ExhaustedException {
            throw new ExhaustedException("no memory", new OutOfMemoryError("on purpose"));
        }
    }

    /** A wire on which there is always more. */
    private static final class FloodedWire extends StubWire {

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

    private static class StubWire extends Wire {

        StubWire(Watchdog watchdog) {
            super(watchdog);
        }

        @Override
        public ByteBuffer newBuffer(int size) throws ExhaustedException {
            return ByteBuffer.allocate(size);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return -1;
        }

        @Override
        public long write(ByteBuffer[] sources, int count) {
            return 0;
        }

        @Override
        public void startDuplex() {}

        @Override
        public void wakeUp() {}

        @Override
        public boolean awaitProgress(boolean writing) {
            return true;
        }

        @Override
        public void endDuplex() {}

        @Override
        public void releaseSelector() {}

        @Override
        public boolean isQuiet() {
            return true;
        }

        @Override
        protected void ended() {}
    }

    @Test
    void wireWhoseBuffersFindNoMemoryIsClosed() {
        List<Wire> wires = new ArrayList<>();
        try (Dispatcher<String> dispatcher =
                new Dispatcher<>(BACKEND, PingPolicy.NEVER, watchdog -> new StarvedOpener(watchdog, wires))) {
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
                new Dispatcher<>(backend, Endpoint.tcp("127.0.0.1", 1), PingPolicy.NEVER, DispatcherTest::protocol)) {
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
        try (Dispatcher<String> dispatcher =
                new Dispatcher<>(backend, PingPolicy.NEVER, watchdog -> new FloodedOpener(watchdog, pieces))) {
            GatewayRequest request = GatewayRequest.get("/").build();
            assertThrows(BackendTimeoutException.class, () -> dispatcher.dispatch(request, call -> "call"));
        }
        assertTrue(pieces.get() <= 4, () -> pieces + " pieces");
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
                                    new Connector(Endpoint.tcp(address), Nanos.NEVER, watchdog),
                                    DispatcherTest::protocol))));
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

    @SuppressWarnings("unchecked")
    private static Protocol<String> protocol() {
        return mock(Protocol.class);
    }

    private record StarvedOpener(Watchdog watchdog, List<Wire> wires) implements Opener<String> {

        @Override
        public Opened<String> open(String call, OutgoingBody body, long longestNanos) {
            Wire wire = new StarvedWire(watchdog);
            wires.add(wire);
            return new Opened<>(wire, protocol());
        }

        @Override
        public void close() {}
    }

    private record FloodedOpener(Watchdog watchdog, AtomicInteger pieces) implements Opener<String> {

        @Override
        public Opened<String> open(String call, OutgoingBody body, long longestNanos) {
            return new Opened<>(new FloodedWire(watchdog), busyProtocol());
        }

        /** What arrives is nothing of the answer, and takes its time. */
        private Protocol<String> busyProtocol() {
            Protocol<String> protocol = protocol();
            try {
                when(protocol.begin(any(), any(), any())).thenReturn(ByteBuffer.allocate(0));
                when(protocol.prefix()).thenReturn(ByteBuffer.allocate(0));
                when(protocol.suffix()).thenReturn(ByteBuffer.allocate(0));
                when(protocol.explain(any())).thenReturn("");
                when(protocol.decode(any())).thenAnswer(invocation -> {
                    ByteBuffer input = invocation.getArgument(0);
                    if (input.hasRemaining()) {
                        input.position(input.limit());
                        pieces.incrementAndGet();
                        LockSupport.parkNanos(100_000_000);
                    }
                    return Signal.NEED_INPUT;
                });
            } catch (RequestRejectedException | AnswerException e) {
                throw new AssertionError(e);
            }
            return protocol;
        }

        @Override
        public void close() {}
    }
}
