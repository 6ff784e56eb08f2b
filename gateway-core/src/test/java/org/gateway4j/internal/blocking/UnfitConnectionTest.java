package org.gateway4j.internal.blocking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.protocol.BodyFacts;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.FakeProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A look at idle connections takes away what an application has sent unasked: none of those may serve afterwards. */
@Timeout(60)
class UnfitConnectionTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private volatile boolean silent;
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::acceptAll, "application");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }

    /** What answers comes at once, so that the requests need not be read. */
    private void acceptAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                // First, because the test goes on as soon as there is an answer.
                accepted.add(socket);
                if (!silent) {
                    socket.getOutputStream().write('a');
                }
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private Backend backend() {
        return Backend.of(
                "test",
                Medium.CONNECTION,
                PoolConfig.of(2),
                Timeouts.defaults().withHead(Duration.ofSeconds(1)),
                Limits.defaults(),
                Spooling.defaults(),
                null,
                SendfileRoots.none(),
                new GatewayListener() {
                    @Override
                    public void connectionClosed(long connectionId, CloseReason reason, long lifetimeNanos) {
                        boolean isFirst = told.getCount() > 0;
                        told.countDown();
                        if (isFirst) {
                            block();
                        }
                    }
                });
    }

    private void block() {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void servesNobodyWhileAnotherIsClosed() throws Exception {
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.getLocalPort());
        try (Dispatcher<String> dispatcher = new Dispatcher<>(backend(), endpoint, PingPolicy.NEVER, OneByte::new)) {
            leaveTwoUnfit(dispatcher);
            told.await();
            try {
                dispatcher.dispatch(REQUEST, request -> "").close();
            } finally {
                over.countDown();
            }
            assertEquals(3, dispatcher.stats().opened());
        }
    }

    @Test
    void whoIsToldOfOneHoldsUpNoDeadlines() throws Exception {
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.getLocalPort());
        try (Dispatcher<String> dispatcher = new Dispatcher<>(backend(), endpoint, PingPolicy.NEVER, OneByte::new)) {
            leaveTwoUnfit(dispatcher);
            told.await();
            silent = true;
            try {
                assertThrows(BackendTimeoutException.class, () -> dispatcher.dispatch(REQUEST, request -> ""));
            } finally {
                over.countDown();
            }
        }
    }

    @Test
    void whoIsToldOfOneHoldsNoPermit() throws Exception {
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.getLocalPort());
        try (Dispatcher<String> dispatcher = new Dispatcher<>(backend(), endpoint, PingPolicy.NEVER, OneByte::new)) {
            leaveTwoUnfit(dispatcher);
            told.await();
            try (GatewayResponse first = dispatcher.dispatch(REQUEST, request -> "");
                    GatewayResponse second = dispatcher.dispatch(REQUEST, request -> "")) {
                assertEquals(200, first.status());
                assertEquals(200, second.status());
            } finally {
                over.countDown();
            }
        }
    }

    private void leaveTwoUnfit(Dispatcher<String> dispatcher) throws GatewayException {
        GatewayResponse first = dispatcher.dispatch(REQUEST, request -> "");
        GatewayResponse second = dispatcher.dispatch(REQUEST, request -> "");
        first.close();
        second.close();
        assertEquals(2, dispatcher.stats().idle());
        accepted.forEach(UnfitConnectionTest::sendUnasked);
    }

    private static void sendUnasked(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer is one byte. */
    private static final class OneByte extends FakeProtocol {

        private boolean answered;

        @Override
        public ByteBuffer begin(String request, BodyFacts body, ErrorOutput errors) {
            answered = false;
            return ByteBuffer.wrap(new byte[] {'q'});
        }

        @Override
        public Signal decode(ByteBuffer input) {
            if (answered) {
                return Signal.END;
            }
            answered = input.hasRemaining();
            input.position(input.limit());
            return answered ? Signal.HEAD : Signal.NEED_INPUT;
        }

        @Override
        public boolean isReusable() {
            return true;
        }
    }
}
