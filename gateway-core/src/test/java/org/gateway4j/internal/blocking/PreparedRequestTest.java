package org.gateway4j.internal.blocking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.protocol.BodyFacts;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.FakeProtocol;
import org.gateway4j.internal.wire.FakeWire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is prepared once and then attempted on one application after the other. */
class PreparedRequestTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private final AtomicInteger closes = new AtomicInteger();
    private final List<String> told = new ArrayList<>();

    private Backend backend() {
        return Backend.of(
                "test",
                Medium.CONNECTION,
                PoolConfig.of(1),
                Timeouts.defaults(),
                Limits.defaults(),
                Spooling.defaults().withDirectory(directory),
                null,
                SendfileRoots.none(),
                new GatewayListener() {
                    @Override
                    public void requestStarted(GatewayRequest request) {
                        told.add("started");
                    }

                    @Override
                    public void requestSpooled(GatewayRequest request, long bytes) {
                        told.add("spooled " + bytes);
                    }

                    @Override
                    public void requestFailed(GatewayRequest request, GatewayException failure) {
                        told.add("failed");
                    }
                });
    }

    private Dispatcher<String> dead() {
        return new Dispatcher<>(
                backend(), Endpoint.unix(directory.resolve("nobody")), PingPolicy.NEVER, Acknowledging::new);
    }

    private Dispatcher<String> live() {
        return new Dispatcher<>(
                backend(),
                PingPolicy.NEVER,
                watchdog -> new FakeOpener(() -> new FakeWire(watchdog, arrived), Acknowledging::new));
    }

    private RequestBody counted(byte[] content, int length) {
        InputStream stream = new ByteArrayInputStream(content) {
            @Override
            public void close() {
                closes.incrementAndGet();
            }
        };
        return RequestBody.of(stream, length);
    }

    private static GatewayRequest post(RequestBody body) {
        return GatewayRequest.builder("POST", "/").body(body).build();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, -1})
    void aBodyThatWasReadAheadReachesTheNextApplicationWhole(int length) throws Exception {
        byte[] content = {'w', 'h', 'o', 'l', 'e'};
        try (Dispatcher<String> dead = dead();
                Dispatcher<String> live = live()) {
            PreparedRequest<String> first = dead.prepare(post(counted(content, length)), request -> "first");
            BackendFailureException failure = assertThrows(BackendFailureException.class, () -> dead.attempt(first));
            assertFalse(failure.mayHaveRun());
            assertEquals(0, closes.get());

            PreparedRequest<String> second = live.adopt(first, request -> "second");
            try (GatewayResponse response = live.attempt(second)) {
                assertEquals(200, response.status());
                assertEquals(0, response.body().readAllBytes().length);
            }
            assertArrayEquals(content, arrived.toByteArray());
            assertEquals(1, closes.get());
            first.close();
            second.close();
            assertEquals(1, closes.get());
            assertEquals(0, dead.spooled());
        }
        assertEquals(List.of("started", "spooled 5", "failed", "started"), told);
    }

    @Test
    void theOwnerClosesWhatNobodyAnswered() throws Exception {
        byte[] content = new byte[100_000];
        try (Dispatcher<String> dead = dead()) {
            PreparedRequest<String> prepared = dead.prepare(post(counted(content, -1)), request -> "");
            assertEquals(100_000, dead.spooled());
            for (int i = 0; i < 3; i++) {
                PreparedRequest<String> again = dead.adopt(prepared, request -> "");
                assertThrows(BackendFailureException.class, () -> dead.attempt(again));
            }
            prepared.close();
            assertEquals(1, closes.get());
            assertEquals(0, dead.spooled());
        }
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void aSpoolFileHasNoNameWhileItIsOpen() throws Exception {
        try (Dispatcher<String> dead = dead();
                PreparedRequest<String> prepared = dead.prepare(post(counted(new byte[100_000], -1)), request -> "")) {
            assertEquals(100_000, prepared.body().length());
            assertEquals(0, directory.toFile().list().length);
        }
    }

    @Test
    void theDeadlineOfTheExchangeEndsTheWaitForAConnection() throws Exception {
        GatewayRequest request = GatewayRequest.get("/").build();
        try (Dispatcher<String> live = live();
                PreparedRequest<String> first = live.prepare(request, asked -> "first");
                PreparedRequest<String> second = live.prepare(request, asked -> "second");
                GatewayResponse held = live.attempt(first)) {
            assertEquals(200, held.status());
            PreparedRequest<String> late = new PreparedRequest<>(
                    request,
                    second.call(),
                    second.body(),
                    second.backend(),
                    second.ready(),
                    second.ready(),
                    second.events());
            BackendTimeoutException failure = assertThrows(BackendTimeoutException.class, () -> live.attempt(late));
            assertEquals(Phase.ACQUIRE, failure.phase());
            assertFalse(failure.mayHaveRun());
            assertEquals(0, live.stats().waiting());
        }
    }

    @Test
    void aBodyThatWasStreamedIsNotSentAgain() throws Exception {
        try (Dispatcher<String> dead = dead();
                PreparedRequest<String> prepared =
                        dead.prepare(post(counted(new byte[100_000], 100_000)), request -> "")) {
            prepared.body().poll(ByteBuffer.allocate(1), () -> {});
            RequestBodyException failure =
                    assertThrows(RequestBodyException.class, () -> dead.adopt(prepared, request -> ""));
            assertTrue(failure.getMessage().contains("can be read only once"), failure.getMessage());
        }
        assertEquals(1, closes.get());
    }

    /** As a file does whose reader is interrupted. */
    @Test
    void anInterruptWhileTheBodyIsReadIsNoFaultOfTheBody() throws Exception {
        RequestBody interrupted = new RequestBody() {
            @Override
            public long length() {
                return 100_000;
            }

            @Override
            public boolean ready() {
                return true;
            }

            @Override
            public int read(ByteBuffer target) throws ClosedByInterruptException {
                Thread.currentThread().interrupt();
                throw new ClosedByInterruptException();
            }

            @Override
            public void close() {}
        };
        try (Dispatcher<String> live = live()) {
            assertThrows(
                    ExchangeAbortedException.class, () -> live.dispatch(post(interrupted), request -> "interrupted"));
            assertTrue(Thread.interrupted());
        }
    }

    /** Takes the whole body as it is and answers with an empty page. */
    private static final class Acknowledging extends FakeProtocol {

        private boolean sent;
        private boolean answered;

        @Override
        public ByteBuffer begin(String request, BodyFacts body, ErrorOutput errors) {
            sent = body.length() == 0;
            return super.begin(request, body, errors);
        }

        @Override
        public int bodyCredit() {
            return sent ? 0 : 65_536;
        }

        @Override
        public void frame(int length, boolean last) {
            sent = last;
        }

        @Override
        public Signal decode(ByteBuffer input) {
            if (!sent) {
                return Signal.NEED_INPUT;
            }
            if (answered) {
                return Signal.END;
            }
            answered = true;
            return Signal.HEAD;
        }
    }
}
