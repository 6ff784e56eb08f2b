package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.script.Script;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The host's own code throws in the middle of a dispatch: it gets that back, and its listener an end of the exchange. */
class HostFailureTest {

    private static final Path SCRIPT = Path.of("/srv/app.php");

    @TempDir
    Path directory;

    private final AtomicReference<GatewayException> told = new AtomicReference<>();

    private final RecordingListener listener = new RecordingListener() {
        @Override
        public void requestFailed(GatewayRequest request, GatewayException failure) {
            told.set(failure);
            super.requestFailed(request, failure);
        }
    };

    private static RuntimeException bug() {
        return new IllegalStateException("thrown on purpose");
    }

    private static Script broken() {
        throw bug();
    }

    private static Map<String, String> brokenVariables() {
        throw bug();
    }

    private static Map<String, String> nothing() {
        Map<String, String> nothing = new HashMap<>();
        nothing.put("NAME", null);
        return nothing;
    }

    private static Arguments of(String name, UnaryOperator<FastCgiGateway.Builder> broken) {
        return Arguments.of(name, broken);
    }

    static Stream<Arguments> brokenHosts() {
        return Stream.of(
                of("a mapper that throws", builder -> builder.scripts(request -> broken())),
                of("a mapper that maps to nothing", builder -> builder.scripts(request -> null)),
                of("variables that throw", builder -> builder.variables(request -> brokenVariables())),
                of("variables that are none", builder -> builder.variables(request -> null)),
                of("a variable without a value", builder -> builder.variables(request -> nothing())),
                of("a name that is none", builder -> builder.variables(request -> Map.of("NA=ME", ""))));
    }

    private ScriptedResponder responder() throws Exception {
        return new ScriptedResponder(Transport.UNIX, directory, peer -> peer.answerAll("good"));
    }

    private static GatewayRequest put(RequestBody body) {
        return GatewayRequest.builder("PUT", "/").body(body).build();
    }

    private static void assertServesOn(Gateway gateway) throws Exception {
        assertEquals(0, gateway.stats().inUse());
        try (GatewayResponse response = gateway.dispatch(put(RequestBody.none()))) {
            assertEquals("good", Bytes.text(response.body().readAllBytes()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenHosts")
    void exchangeEndsBeforeItTakesAConnection(String name, UnaryOperator<FastCgiGateway.Builder> broken)
            throws Exception {
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[100_000]));
        try (ScriptedResponder responder = responder();
                Gateway gateway = broken.apply(responder.gateway().listener(listener))
                        .pool(PoolConfig.of(1))
                        .build()) {
            RuntimeException thrown = assertThrows(RuntimeException.class, () -> gateway.dispatch(put(body)));
            assertEquals(List.of("requestStarted", "requestFailed ExchangeAbortedException"), listener.events());
            assertSame(thrown, told.get().getCause());
            assertEquals(Phase.CHECK, told.get().phase());
            assertFalse(told.get().mayHaveRun());
            assertFalse(told.get().blamesBackend());
            assertEquals(1, body.closes());
            assertEquals(0, gateway.stats().inUse());
            assertEquals(0, responder.connections());
        }
    }

    /** Mappers that fail for one request serve the next. */
    @Test
    void nextRequestIsServed() throws Exception {
        ScriptMapper fixed = ScriptMapper.script(SCRIPT);
        try (ScriptedResponder responder = responder();
                Gateway gateway = responder
                        .gateway()
                        .scripts(request -> request.path().equals("/bug") ? broken() : fixed.map(request))
                        .pool(PoolConfig.of(1))
                        .build()) {
            for (int i = 0; i < 3; i++) {
                assertThrows(
                        IllegalStateException.class,
                        () -> gateway.dispatch(GatewayRequest.get("/bug").build()));
                assertServesOn(gateway);
            }
            assertEquals(1, responder.connections());
        }
    }

    /** A large body that cannot say again whether it is in memory, which is asked a second time with a connection in hand. */
    private static RequestBody confused() {
        return new RequestBody() {

            private boolean asked;

            @Override
            public long length() {
                return 100_000;
            }

            @Override
            public @Nullable ByteBuffer inMemory() {
                if (asked) {
                    throw bug();
                }
                asked = true;
                return null;
            }

            @Override
            public int read(ByteBuffer target) {
                throw bug();
            }

            @Override
            public void close() {
                throw bug();
            }
        };
    }

    @Test
    void exchangeThatHasAConnectionGivesItUp() throws Exception {
        try (ScriptedResponder responder = responder();
                Gateway gateway = responder
                        .gateway()
                        .listener(listener)
                        .pool(PoolConfig.of(1))
                        .build()) {
            assertServesOn(gateway);
            int before = listener.events().size();
            WatchedBody body = new WatchedBody(confused());
            RuntimeException thrown = assertThrows(IllegalStateException.class, () -> gateway.dispatch(put(body)));
            assertEquals(
                    List.of(
                            "requestStarted",
                            "connectionAcquired 1 reused",
                            "connectionClosed 1 FAILED",
                            "requestFailed ExchangeAbortedException"),
                    listener.events().subList(before, listener.events().size()));
            assertSame(thrown, told.get().getCause());
            assertTrue(told.get().getMessage().contains("java.lang.IllegalStateException"), told.get()::getMessage);
            assertTrue(told.get() instanceof ExchangeAbortedException);
            assertEquals(1, body.closes());
            assertServesOn(gateway);
        }
    }

    /** A call on a closed gateway is no exchange at all. */
    @Test
    void closedGatewayTellsNobody() throws Exception {
        try (ScriptedResponder responder = responder()) {
            Gateway gateway = responder.gateway().listener(listener).build();
            gateway.close();
            WatchedBody body = new WatchedBody(RequestBody.none());
            assertThrows(IllegalStateException.class, () -> gateway.dispatch(put(body)));
            assertEquals(List.of(), listener.events());
            assertEquals(1, body.closes());
        }
    }
}
