package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.junit.jupiter.api.Test;

/** Calls that are cancelled by another thread, whatever they do just then. */
interface CancelContract extends ContractFixture {

    /** A failure, and whether its thread was left interrupted. */
    record Cancelled(ExchangeAbortedException failure, boolean interrupted) {}

    private Running<Cancelled> start(GatewayCall call) {
        return threads().run(() -> {
            ExchangeAbortedException failure = assertThrows(
                    ExchangeAbortedException.class, () -> call.dispatch().close());
            return new Cancelled(failure, Thread.currentThread().isInterrupted());
        });
    }

    private static void assertCancelled(Running<Cancelled> running, Phase phase, boolean mayHaveRun) throws Exception {
        Cancelled end = running.result();
        assertFalse(end.interrupted());
        assertEquals(phase, end.failure().phase());
        assertEquals(mayHaveRun, end.failure().mayHaveRun());
        assertFalse(end.failure().blamesBackend());
        Messages.assertContains("call was cancelled", end.failure());
    }

    @Test
    default void callThatIsNotCancelledIsADispatch() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("answer")));
        Gateway gateway = gateway();
        GatewayCall call = gateway.newCall(get());
        try (GatewayResponse response = call.dispatch()) {
            assertEquals("answer", Bytes.text(response.body().readAllBytes()));
        }
        call.cancel();
        assertTrue(call.isCancelled());
        assertEquals(kept(), gateway.stats().idle());
        assertThrows(IllegalStateException.class, call::dispatch);
    }

    @Test
    default void callCancelledBeforeItBeginsSendsNothing() throws Exception {
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[1]));
        GatewayCall call = gateway().newCall(post(body));
        call.cancel();
        call.cancel();
        assertCancelled(start(call), Phase.ACQUIRE, false);
        assertClosedOnce(body);
        assertEquals(0, application().requests());
    }

    @Test
    default void cancelEndsTheWaitForAConnection() throws Exception {
        Gateway gateway = gateway(settings().with(PoolConfig.of(1)));
        try (GatewayResponse held = gateway.dispatch(get())) {
            GatewayCall call = gateway.newCall(get());
            Running<Cancelled> running = start(call);
            Await.until(
                    () -> "nobody waits: " + gateway.stats(),
                    () -> gateway.stats().waiting() == 1);
            call.cancel();
            assertCancelled(running, Phase.ACQUIRE, false);
            assertEquals(200, held.status());
        }
    }

    @Test
    default void cancelEndsTheWaitForTheHead() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        application().behave(served -> {
            received.countDown();
            served.awaitHangUp();
        });
        GatewayCall call = gateway().newCall(get());
        Running<Cancelled> running = start(call);
        Await.open(received);
        call.cancel();
        assertCancelled(running, Phase.HEAD, true);
    }

    @Test
    default void cancelEndsTheWaitForTheClient() throws Exception {
        application().behave(ApplicationCall::awaitHangUp);
        PausingBody client = new PausingBody(100_000);
        WatchedBody body = new WatchedBody(client.blocking());
        GatewayCall call = gateway().newCall(post(body));
        Running<Cancelled> running = start(call);
        Await.open(client.asked());
        long begun = System.nanoTime();
        call.cancel();
        assertCancelled(running, Phase.SEND, true);
        assertTrue(System.nanoTime() - begun < 1_000_000_000);
        assertClosedOnce(body);
    }

    @Test
    default void cancelClosesAResponseThatWasReturned() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        application().behave(served -> {
            served.head(200);
            served.awaitHangUp();
            letGo.countDown();
        });
        Gateway gateway = gateway();
        GatewayCall call = gateway.newCall(get());
        GatewayResponse response = call.dispatch();
        call.cancel();
        Await.open(letGo);
        assertThrows(ExchangeAbortedException.class, () -> response.read(ByteBuffer.allocate(1)));
        Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
    }

    /** Leaks are looked for after the test. */
    @Test
    default void cancelAtAnyMomentLeavesNothing() throws Exception {
        application().behave(served -> served.answer(200, served.input().readAllBytes()));
        Gateway gateway = gateway(settings().with(PoolConfig.of(2)));
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            WatchedBody body = new WatchedBody(RequestBody.of(new byte[random.nextInt(200_000)]));
            GatewayCall call = gateway.newCall(post(body));
            Running<Boolean> running = threads().run(() -> {
                readOrFail(call);
                return Thread.currentThread().isInterrupted();
            });
            LockSupport.parkNanos(random.nextInt(2_000_000));
            call.cancel();
            assertFalse(running.result(), "left interrupted");
            assertClosedOnce(body);
        }
    }

    /** Nobody closes the response here: the cancellation does, or its end. */
    private static void readOrFail(GatewayCall call) throws GatewayException {
        try {
            GatewayResponse response = call.dispatch();
            ByteBuffer target = ByteBuffer.allocate(10_000);
            while (response.read(target) >= 0) {
                target.clear();
            }
        } catch (ExchangeAbortedException e) {
            assertTrue(call.isCancelled());
        } catch (BackendBusyException e) {
            // Programs that are being ended hold their places until they are gone.
            assertFalse(e.mayHaveRun());
        }
    }
}
