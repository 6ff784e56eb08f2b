package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Deadlines: each wait ends at its own, with a failure that says which. */
interface DeadlineContract extends ContractFixture {

    Duration SOON = Duration.ofMillis(200);

    private Gateway patient(Timeouts timeouts) {
        return gateway(settings().with(timeouts));
    }

    private static void assertTimeout(BackendTimeoutException failure, Phase phase, String message) {
        assertEquals(phase, failure.phase());
        assertEquals(504, failure.suggestedStatus());
        assertTrue(failure.mayHaveRun());
        assertTrue(failure.blamesBackend());
        Messages.assertContains(message, failure);
    }

    @Test
    @Covers({"ajp/complaint-15", "ajp/failure-busy"})
    default void acquireHasADeadline() throws Exception {
        Gateway gateway = gateway(
                settings().with(PoolConfig.of(1)).with(Timeouts.defaults().withAcquire(SOON)));
        try (GatewayResponse held = gateway.dispatch(get())) {
            BackendBusyException failure =
                    Deadlines.assertFailsAt(SOON, BackendBusyException.class, () -> gateway.dispatch(get()));
            assertEquals(200, held.status());
            assertEquals(Phase.ACQUIRE, failure.phase());
            assertEquals(503, failure.suggestedStatus());
            assertNotNull(failure.retryAfter());
            assertFalse(failure.mayHaveRun());
            Messages.assertContains("200 ms", failure);
        }
        assertEquals(1, gateway.stats().rejected());
    }

    @Test
    @Covers("ajp/failure-no-head")
    default void headHasADeadline() {
        application().behave(ApplicationCall::awaitHangUp);
        Gateway gateway = patient(Timeouts.defaults().withHead(SOON));
        BackendTimeoutException failure =
                Deadlines.assertFailsAt(SOON, BackendTimeoutException.class, () -> gateway.dispatch(get()));
        assertTimeout(failure, Phase.HEAD, "no response head after 200 ms (request sent, may have run)");
        assertEquals(1, gateway.stats().closed());
    }

    @Test
    default void headHasADeadlineAfterALargeRequestToo() {
        application().behave(call -> {
            assertEquals(300_000, call.input().readAllBytes().length);
            call.awaitHangUp();
        });
        Gateway gateway = patient(Timeouts.defaults().withHead(SOON));
        GatewayRequest request = post(RequestBody.of(new byte[300_000]));
        BackendTimeoutException failure =
                Deadlines.assertFailsAt(SOON, BackendTimeoutException.class, () -> gateway.dispatch(request));
        assertTimeout(failure, Phase.HEAD, "no response head after 200 ms");
    }

    @Test
    default void eachReadOfTheBodyHasADeadline() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("x"));
            call.awaitHangUp();
        });
        Gateway gateway = patient(Timeouts.defaults().withRead(SOON));
        try (GatewayResponse response = gateway.dispatch(get())) {
            assertEquals('x', response.body().read());
            BackendTimeoutException failure = Deadlines.assertFailsAt(
                    SOON, BackendTimeoutException.class, () -> response.body().read());
            assertTimeout(failure, Phase.BODY, "no byte of the body for 200 ms");
        }
    }

    @Test
    default void bodyThatKeepsComingOutlivesTheReadDeadline() throws Exception {
        application().behave(call -> {
            call.head(200);
            long end = System.nanoTime() + 3 * SOON.toNanos();
            while (System.nanoTime() - end < 0) {
                call.write(Bytes.of("x"));
                Thread.onSpinWait();
            }
        });
        Gateway gateway = patient(Timeouts.defaults().withRead(SOON.multipliedBy(2)));
        try (GatewayResponse response = gateway.dispatch(get())) {
            assertTrue(response.body().readAllBytes().length > 1);
        }
    }

    @Test
    default void sendingHasADeadline() {
        CountDownLatch over = new CountDownLatch(1);
        application().behave(call -> Await.open(over));
        Gateway gateway = patient(Timeouts.defaults().withWrite(SOON));
        GatewayRequest request = post(RequestBody.of(new byte[32 * 1024 * 1024]));
        BackendTimeoutException failure =
                Deadlines.assertFailsAt(SOON, BackendTimeoutException.class, () -> gateway.dispatch(request));
        over.countDown();
        assertTimeout(failure, Phase.SEND, "no progress in sending for 200 ms (request sent in part, may have run)");
    }

    /** Its body, read while it is sent, is larger than what is read ahead and smaller than any pipe. */
    @Test
    @Covers("ajp/complaint-17")
    default void clientMayPauseLongerThanSendingMayTake() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("" + call.input().readAllBytes().length)));
        InputStream slow = new ByteArrayInputStream(new byte[60_000]) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                long end = System.nanoTime() + 3 * SOON.toNanos();
                Await.until("time stands still", () -> pos > 0 || System.nanoTime() - end > 0);
                return super.read(target, offset, length);
            }
        };
        Gateway gateway = patient(Timeouts.defaults().withWrite(SOON));
        try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(slow, 60_000)))) {
            assertEquals("60000", Bytes.text(response.body().readAllBytes()));
        }
    }

    @Test
    default void wholeExchangeHasADeadlineBeforeItsHead() {
        application().behave(ApplicationCall::awaitHangUp);
        Gateway gateway = patient(Timeouts.defaults().withExchange(SOON));
        BackendTimeoutException failure =
                Deadlines.assertFailsAt(SOON, BackendTimeoutException.class, () -> gateway.dispatch(get()));
        assertTimeout(failure, Phase.HEAD, "exchange not finished after 200 ms");
    }

    @Test
    default void wholeExchangeHasADeadlineThoughItsBodyKeepsComing() {
        application().behave(call -> {
            call.head(200);
            writeUntilHangUp(call);
        });
        Duration longEnoughForTheHead = SOON.multipliedBy(4);
        Gateway gateway = patient(Timeouts.defaults().withExchange(longEnoughForTheHead));
        BackendTimeoutException failure =
                Deadlines.assertFailsAt(longEnoughForTheHead, BackendTimeoutException.class, () -> {
                    try (GatewayResponse response = gateway.dispatch(get())) {
                        response.body().transferTo(OutputStream.nullOutputStream());
                    }
                });
        assertTimeout(failure, Phase.BODY, "exchange not finished after 800 ms");
    }

    private static void writeUntilHangUp(ApplicationCall call) {
        try {
            while (true) {
                call.write(new byte[1000]);
            }
        } catch (IOException e) {
            // The gateway has let go, which is what this waits for.
        }
    }

    /** The gateway's own are far away. */
    @Test
    default void requestMayHaveDeadlinesOfItsOwn() {
        application().behave(ApplicationCall::awaitHangUp);
        Gateway gateway = gateway();
        GatewayRequest impatient =
                get().toBuilder().timeouts(Timeouts.defaults().withHead(SOON)).build();
        BackendTimeoutException failure =
                Deadlines.assertFailsAt(SOON, BackendTimeoutException.class, () -> gateway.dispatch(impatient));
        assertTimeout(failure, Phase.HEAD, "no response head after 200 ms");
    }

    @Test
    default void afterADeadlineTheNextRequestIsServed() throws Exception {
        Gateway gateway = gateway(
                settings().with(PoolConfig.of(1)).with(Timeouts.defaults().withHead(SOON)));
        application().behave(ApplicationCall::awaitHangUp);
        Deadlines.assertFailsAt(SOON, BackendTimeoutException.class, () -> gateway.dispatch(get()));
        application().behave(call -> call.answer(200, Bytes.of("back")));
        try (GatewayResponse response = gateway.dispatch(get())) {
            assertEquals("back", Bytes.text(response.body().readAllBytes()));
        }
    }
}
