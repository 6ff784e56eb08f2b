package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Messages;
import org.junit.jupiter.api.Test;

/** Ends of an exchange from this side: interrupts, and closes by other threads. */
interface AbortContract extends ContractFixture {

    /** A failure, and whether its thread was interrupted when it was thrown. */
    record Aborted(ExchangeAbortedException failure, boolean interrupted) {}

    private Running<Aborted> start(Gateway gateway, GatewayRequest request) {
        return threads().run(() -> {
            ExchangeAbortedException failure = assertThrows(ExchangeAbortedException.class, () -> {
                try (GatewayResponse response = gateway.dispatch(request)) {
                    response.body().readAllBytes();
                }
            });
            return new Aborted(failure, Thread.currentThread().isInterrupted());
        });
    }

    private static void assertInterrupted(Running<Aborted> call, Phase phase, boolean mayHaveRun) throws Exception {
        call.interrupt();
        Aborted end = call.result();
        assertTrue(end.interrupted());
        assertEquals(phase, end.failure().phase());
        assertEquals(mayHaveRun, end.failure().mayHaveRun());
        assertFalse(end.failure().blamesBackend());
        Messages.assertContains("interrupted", end.failure());
    }

    @Test
    default void interruptEndsTheWaitForTheHead() throws Exception {
        CountDownLatch received = hangOnReceipt();
        Running<Aborted> call = start(gateway(), get());
        Await.open(received);
        assertInterrupted(call, Phase.HEAD, true);
    }

    private CountDownLatch hangOnReceipt() {
        CountDownLatch received = new CountDownLatch(1);
        application().behave(call -> {
            received.countDown();
            call.awaitHangUp();
        });
        return received;
    }

    @Test
    default void interruptEndsAReadOfTheBody() throws Exception {
        CountDownLatch sent = hangInBody();
        Gateway gateway = gateway();
        CountDownLatch reading = new CountDownLatch(1);
        Running<Boolean> call = threads().run(() -> {
            try (GatewayResponse response = gateway.dispatch(get())) {
                reading.countDown();
                ExchangeAbortedException failure = assertThrows(
                        ExchangeAbortedException.class, () -> response.body().read());
                assertEquals(Phase.BODY, failure.phase());
                return Thread.currentThread().isInterrupted();
            }
        });
        Await.open(sent);
        Await.open(reading);
        call.interrupt();
        assertTrue(call.result());
    }

    private CountDownLatch hangInBody() {
        CountDownLatch sent = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            sent.countDown();
            call.awaitHangUp();
        });
        return sent;
    }

    @Test
    default void interruptEndsTheWaitForAConnection() throws Exception {
        Gateway gateway = gateway(settings().with(PoolConfig.of(1)));
        try (GatewayResponse held = gateway.dispatch(get())) {
            Running<Aborted> call = start(gateway, get());
            Await.until(
                    () -> "nobody waits: " + gateway.stats(),
                    () -> gateway.stats().waiting() == 1);
            assertInterrupted(call, Phase.ACQUIRE, false);
            assertEquals(200, held.status());
        }
    }

    @Test
    default void interruptEndsSending() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        assertInterrupted(startSending(gateway(), over), Phase.SEND, true);
        over.countDown();
    }

    /** Starts to send a large body to an application that reads none of it until the end. */
    private Running<Aborted> startSending(Gateway gateway, CountDownLatch over) throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        application().behave(call -> {
            received.countDown();
            Await.open(over);
        });
        Running<Aborted> sending = start(gateway, post(RequestBody.of(new byte[32 * 1024 * 1024])));
        Await.open(received);
        return sending;
    }

    @Test
    default void interruptBeforeTheCallEndsIt() throws Exception {
        Gateway gateway = gateway();
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[1]));
        Running<Aborted> call = threads().run(() -> {
            Thread.currentThread().interrupt();
            ExchangeAbortedException failure =
                    assertThrows(ExchangeAbortedException.class, () -> gateway.dispatch(post(body)));
            return new Aborted(failure, Thread.currentThread().isInterrupted());
        });
        assertTrue(call.result().interrupted());
        assertFalse(call.result().failure().mayHaveRun());
        assertClosedOnce(body);
        assertEquals(0, application().requests());
    }

    @Test
    default void closeOfTheResponseEndsABlockedRead() throws Exception {
        CountDownLatch sent = hangInBody();
        GatewayResponse response = gateway().dispatch(get());
        Await.open(sent);
        CountDownLatch reading = new CountDownLatch(1);
        Running<Integer> read = threads().run(() -> {
            reading.countDown();
            return response.body().read();
        });
        Await.open(reading);
        response.close();
        assertEquals(Phase.BODY, read.failure(ExchangeAbortedException.class).phase());
    }

    @Test
    default void readThatMeetsACloseIsAborted() throws Exception {
        Gateway gateway = gateway();
        for (int i = 0; i < 200; i++) {
            hangInBody();
            GatewayResponse response = gateway.dispatch(get());
            CountDownLatch reading = new CountDownLatch(1);
            Running<Integer> read = threads().run(() -> {
                reading.countDown();
                return response.read(ByteBuffer.allocate(1));
            });
            Await.open(reading);
            response.close();
            read.failure(ExchangeAbortedException.class);
        }
    }

    @Test
    default void closeOfTheGatewayEndsTheWaitForTheHead() throws Exception {
        CountDownLatch received = hangOnReceipt();
        Gateway gateway = gateway();
        Running<Aborted> call = start(gateway, get());
        Await.open(received);
        gateway.close();
        Aborted end = call.result();
        assertFalse(end.interrupted());
        assertTrue(end.failure().mayHaveRun());
        assertEquals(503, end.failure().suggestedStatus());
    }

    @Test
    default void closeOfTheGatewayEndsAReadOfTheBody() throws Exception {
        hangInBody();
        Gateway gateway = gateway();
        try (GatewayResponse response = gateway.dispatch(get())) {
            CountDownLatch reading = new CountDownLatch(1);
            Running<Integer> read = threads().run(() -> {
                reading.countDown();
                return response.body().read();
            });
            Await.open(reading);
            gateway.close();
            read.failure(ExchangeAbortedException.class);
        }
    }

    @Test
    default void closeOfTheGatewayEndsSending() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Gateway gateway = gateway();
        Running<Aborted> call = startSending(gateway, over);
        gateway.close();
        assertEquals(Phase.SEND, call.result().failure().phase());
        over.countDown();
    }

    @Test
    default void closeOfTheGatewayTurnsWaitersAway() throws Exception {
        Gateway gateway = gateway(settings().with(PoolConfig.of(1)));
        try (GatewayResponse held = gateway.dispatch(get())) {
            Running<Aborted> call = start(gateway, get());
            Await.until(
                    () -> "nobody waits: " + gateway.stats(),
                    () -> gateway.stats().waiting() == 1);
            gateway.close();
            assertEquals(Phase.ACQUIRE, call.result().failure().phase());
            assertFalse(call.result().failure().mayHaveRun());
            assertEquals(200, held.status());
        }
    }

    @Test
    default void closedGatewayRefusesAndClosesAgainWithoutEffect() throws Exception {
        Gateway gateway = gateway();
        gateway.dispatch(get()).close();
        gateway.close();
        gateway.close();
        assertThrows(IllegalStateException.class, () -> gateway.dispatch(get()));
        assertEquals(1, application().requests());
    }
}
