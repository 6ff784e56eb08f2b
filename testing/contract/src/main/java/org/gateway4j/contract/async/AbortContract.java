package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges that are aborted by any thread at any stage. */
interface AbortContract extends AsyncFixture {

    private static void assertAborted(RecordingHandler handler, Phase phase, boolean mayHaveRun) throws Exception {
        handler.exchange().abort();
        handler.exchange().abort();
        ExchangeAbortedException failure = handler.awaitFailure(ExchangeAbortedException.class);
        assertEquals(phase, failure.phase());
        assertEquals(mayHaveRun, failure.mayHaveRun());
        assertFalse(failure.blamesBackend());
    }

    @Test
    default void abortEndsTheWaitForAConnection() throws Exception {
        AsyncGateway gateway = gateway(settings().with(PoolConfig.of(1)));
        AsyncResponse held = dispatch(gateway, get()).awaitAnswer();
        RecordingHandler waiting = dispatch(gateway, get());
        Await.untilEquals(1, () -> gateway.stats().waiting(), "waiters");
        assertAborted(waiting, Phase.ACQUIRE, false);
        assertEquals(0, gateway.stats().waiting());
        held.close();
    }

    @Test
    default void abortEndsTheWaitForTheHead() throws Exception {
        CountDownLatch received = new CountDownLatch(1);
        application().behave(call -> {
            call.input().readAllBytes();
            received.countDown();
            call.awaitHangUp();
        });
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        RecordingHandler handler = dispatch(gateway(), post(body));
        Await.open(received);
        assertAborted(handler, Phase.HEAD, true);
        assertEquals(1, body.closes());
    }

    @Test
    default void abortClosesTheResponse() throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            call.awaitHangUp();
            letGo.countDown();
        });
        RecordingHandler handler = dispatch(gateway(), get());
        AsyncResponse response = handler.awaitAnswer();
        handler.exchange().abort();
        Await.open(letGo);
        loop().runAndWait(() ->
                assertThrows(ExchangeAbortedException.class, () -> response.read(ByteBuffer.allocate(1))));
        handler.awaitCall();
    }

    /** Nothing that the host has asked for comes any more. */
    @Test
    default void abortDropsTheDemand() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.awaitHangUp();
        });
        AsyncGateway gateway = gateway();
        RecordingHandler handler = dispatch(gateway, get());
        AsyncResponse response = handler.awaitAnswer();
        AtomicInteger calls = new AtomicInteger();
        loop().runAndWait(() -> {
            assertEquals(0, response.read(ByteBuffer.allocate(1)));
            response.demand(calls::incrementAndGet);
        });
        handler.exchange().abort();
        Await.untilEquals(0, () -> gateway.stats().inUse(), "connections in use");
        loop().awaitTasks();
        assertEquals(0, calls.get());
    }

    @Test
    default void abortAfterTheEndDoesNothing() throws Exception {
        AsyncGateway gateway = gateway();
        RecordingHandler handler = dispatch(gateway, get());
        assertEquals(0, handler.awaitBody().length);
        handler.exchange().abort();
        handler.awaitCall();
        assertEquals(kept(), gateway.stats().idle());
    }

    /** Many are in flight, on two connections; nobody closes their responses but the end or the abort. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    default void abortAtAnyMomentLeavesNothing(long seed) throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        AsyncGateway gateway = gateway(settings().with(PoolConfig.of(2)));
        Random random = new Random(seed);
        List<WatchedBody> bodies = new ArrayList<>();
        List<RecordingHandler> handlers = new ArrayList<>();
        Queue<RecordingHandler> inFlight = new ArrayDeque<>();
        for (int i = 0; i < 300; i++) {
            WatchedBody body = new WatchedBody(RequestBody.of(new byte[random.nextInt(200_000)]));
            RecordingHandler handler = new Reader(loop());
            handler.begun(gateway.dispatch(post(body), loop(), handler));
            bodies.add(body);
            handlers.add(handler);
            inFlight.add(handler);
            LockSupport.parkNanos(random.nextInt(300_000));
            if (inFlight.size() > random.nextInt(8)) {
                inFlight.remove().exchange().abort();
            }
        }
        inFlight.forEach(handler -> handler.exchange().abort());
        for (RecordingHandler handler : handlers) {
            handler.awaitCall();
            assertTrue(handler.isAnswered() || handler.failure() instanceof ExchangeAbortedException);
        }
        Await.untilEquals(0, () -> gateway.stats().inUse(), "connections in use");
        loop().awaitTasks();
        assertTrue(bodies.stream().allMatch(body -> body.closes() == 1));
    }

    /** Reads a body to its end, and does not close it. */
    final class Reader extends RecordingHandler {

        private final ByteBuffer piece = ByteBuffer.allocate(10_000);

        Reader(WatchedLoop loop) {
            super(loop);
        }

        @Override
        public void answered(AsyncResponse response) {
            super.answered(response);
            read(response);
        }

        private void read(AsyncResponse response) {
            try {
                int count = response.read(piece);
                while (count > 0) {
                    count = response.read(piece.clear());
                }
                if (count == 0) {
                    response.demand(() -> read(response));
                }
            } catch (IOException e) {
                // It was aborted.
            }
        }
    }
}
