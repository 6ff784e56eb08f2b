package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes before the application: checks, and reading the body ahead. */
interface PreparationContract extends ContractFixture {

    Limits SMALL_HEAD = Limits.defaults().withRequestHead(64 * 1024);

    private GatewayRequest tooLarge(RequestBody body) {
        return GatewayRequest.builder("POST", "/app")
                .header("X-Large", "x".repeat(70_000))
                .body(body)
                .build();
    }

    private static void assertTooLarge(Gateway gateway, GatewayRequest request) {
        RequestRejectedException rejection =
                assertThrows(RequestRejectedException.class, () -> gateway.dispatch(request));
        assertEquals(431, rejection.suggestedStatus());
        assertEquals(Phase.CHECK, rejection.phase());
        assertFalse(rejection.blamesBackend());
    }

    @Test
    default void requestThatIsTooLargeIsRefusedThoughNobodyIsThere() {
        RecordingListener listener = new RecordingListener();
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        Gateway gateway = unreachable(settings().with(SMALL_HEAD).with(listener));
        assertTooLarge(gateway, tooLarge(body));
        assertClosedOnce(body);
        assertEquals(0, gateway.stats().opened());
        assertTrue(listener.events().stream().noneMatch(event -> event.startsWith("connection")));
    }

    @Test
    @Covers("ajp/CVE-2009-0033")
    default void severalHostFieldsAreRefusedThoughNobodyIsThere() {
        GatewayRequest request =
                GatewayRequest.get("/").header("Host", "a").header("host", "a").build();
        RequestRejectedException failure = assertThrows(
                RequestRejectedException.class, () -> unreachable(settings()).dispatch(request));
        assertEquals(400, failure.suggestedStatus());
        assertEquals(Phase.CHECK, failure.phase());
    }

    @Test
    default void requestThatIsTooLargeNeitherWaitsForAConnectionNorIsSpooled() throws Exception {
        Gateway gateway = gateway(settings().with(SMALL_HEAD).with(PoolConfig.of(1)));
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[100_000]), -1));
        try (GatewayResponse held = gateway.dispatch(get())) {
            assertEquals(200, held.status());
            assertTooLarge(gateway, tooLarge(body));
        }
        assertEquals(0, body.bytesRead());
    }

    @Test
    default void bodyIsNotSpooledWhereNobodyMayWait() throws Exception {
        Spooling all = settings().spooling().withMode(Spooling.Mode.ALL);
        Gateway gateway =
                gateway(settings().with(PoolConfig.of(1).withMaxWaiters(0)).with(all));
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[100_000]), 100_000));
        try (GatewayResponse held = gateway.dispatch(get())) {
            assertEquals(200, held.status());
            BackendBusyException failure = assertThrows(BackendBusyException.class, () -> gateway.dispatch(post(body)));
            Messages.assertContains("0 callers wait", failure);
            assertEquals(1, gateway.stats().rejected());
        }
        assertEquals(0, body.bytesRead());
        assertClosedOnce(body);
    }

    @Test
    default void bodiesSpooledTogetherAreBounded() throws Exception {
        Spooling bounded = settings().spooling().withMode(Spooling.Mode.ALL).withMaxTotalBytes(150_000);
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        Gateway gateway = gateway(settings().with(bounded));
        CountDownLatch blocked = new CountDownLatch(1);
        SilentStream slow = new SilentStream(blocked);
        Running<Object> first = threads().run(() -> gateway.dispatch(post(RequestBody.of(slow, 100_000))));
        Await.open(blocked);
        BackendBusyException failure = assertThrows(
                BackendBusyException.class,
                () -> gateway.dispatch(post(RequestBody.of(new ByteArrayInputStream(new byte[90_000]), 90_000))));
        assertEquals(Phase.SPOOL, failure.phase());
        assertEquals(503, failure.suggestedStatus());
        Messages.assertContains("spooling.maxTotalBytes, 150000", failure);
        slow.close();
        first.failure(RequestBodyException.class);
        RequestBody fits = RequestBody.of(new ByteArrayInputStream(new byte[150_000]), 150_000);
        try (GatewayResponse response = gateway.dispatch(post(fits))) {
            assertEquals(150_000, response.body().readAllBytes().length);
        }
    }

    /** A client that sends nothing and is deaf to interrupts until it is closed. */
    final class SilentStream extends InputStream {

        private final CountDownLatch reading;
        private final CountDownLatch closed = new CountDownLatch(1);

        SilentStream(CountDownLatch reading) {
            this.reading = reading;
        }

        @Override
        public int read() {
            reading.countDown();
            while (true) {
                try {
                    closed.await();
                    return -1;
                } catch (InterruptedException e) {
                    // As a blocked read of a socket.
                }
            }
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return read();
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300_000})
    default void silentClientIsGivenUp(int length) {
        Spooling all = settings().spooling().withMode(Spooling.Mode.ALL);
        Gateway gateway = gateway(settings()
                .with(settings().timeouts().withRequestBody(Duration.ofMillis(100)))
                .with(all));
        WatchedBody body = new WatchedBody(RequestBody.of(new SilentStream(new CountDownLatch(1)), length));
        RequestBodyException failure = assertThrows(RequestBodyException.class, () -> gateway.dispatch(post(body)));
        assertEquals(Phase.SPOOL, failure.phase());
        assertEquals(408, failure.suggestedStatus());
        assertFalse(failure.mayHaveRun());
        Messages.assertContains("no byte of the request body for 100 ms", failure);
        assertClosedOnce(body);
    }

    @Test
    default void exchangeDeadlineCoversReadingAhead() {
        Gateway gateway = gateway(settings().with(settings().timeouts().withExchange(Duration.ofMillis(100))));
        WatchedBody body = new WatchedBody(RequestBody.of(new SilentStream(new CountDownLatch(1)), 100));
        RequestBodyException failure = assertThrows(RequestBodyException.class, () -> gateway.dispatch(post(body)));
        assertEquals(408, failure.suggestedStatus());
        Messages.assertContains("not read within 100 ms", failure);
    }

    @Test
    default void interruptEndsReadingAhead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        WatchedBody body = new WatchedBody(RequestBody.of(new SilentStream(reading), 100));
        Gateway gateway = gateway();
        Running<Boolean> call = threads().run(() -> {
            assertThrows(ExchangeAbortedException.class, () -> gateway.dispatch(post(body)));
            return Thread.interrupted();
        });
        Await.open(reading);
        call.interrupt();
        assertTrue(call.result());
        assertClosedOnce(body);
    }

    @Test
    default void closingTheGatewayEndsReadingAhead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        WatchedBody body = new WatchedBody(RequestBody.of(new SilentStream(reading), 100));
        Gateway gateway = gateway();
        Running<Object> call = threads().run(() -> gateway.dispatch(post(body)));
        Await.open(reading);
        gateway.close();
        ExchangeAbortedException failure = call.failure(ExchangeAbortedException.class);
        assertEquals(Phase.SPOOL, failure.phase());
        Messages.assertContains("gateway was closed", failure);
        assertClosedOnce(body);
    }

    @Test
    default void bodyOfBytesCanBeDispatchedElsewhere() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        GatewayRequest request = post(RequestBody.of(Bytes.of("whole")));
        Gateway dead = unreachable(settings());
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> dead.dispatch(request));
        assertFalse(failure.mayHaveRun());
        try (GatewayResponse response = gateway().dispatch(request)) {
            assertArrayEquals(Bytes.of("whole"), response.body().readAllBytes());
        }
    }
}
