package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.PoolConfig;
import org.gateway4j.Timeouts;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.Settings;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long queues for one connection: everyone in them is told once, whatever comes of those before. */
interface QueueContract extends AsyncFixture {

    private Settings oneForAll(int waiters) {
        return settings()
                .with(PoolConfig.of(1).withMaxWaiters(waiters))
                .with(Timeouts.defaults().withAcquire(Duration.ofMinutes(1)));
    }

    /** All are dispatched before the first is told anything. */
    private List<RecordingHandler> dispatchTogether(AsyncGateway gateway, int count) throws Exception {
        List<RecordingHandler> handlers = new ArrayList<>();
        loop().runAndWait(() -> {
            for (int i = 0; i < count; i++) {
                RecordingHandler handler = new Closing(loop());
                handlers.add(handler.begun(gateway.dispatch(get(), loop(), handler)));
            }
        });
        return handlers;
    }

    /** Closes the response. */
    final class Closing extends RecordingHandler {

        Closing(WatchedLoop loop) {
            super(loop);
        }

        @Override
        public void answered(AsyncResponse response) {
            super.answered(response);
            response.close();
        }
    }

    private static void awaitEach(List<RecordingHandler> handlers) throws Exception {
        for (RecordingHandler handler : handlers) {
            Await.until("a call of a handler", () -> handler.calls() > 0);
        }
    }

    private void assertAllFailedOnce(List<RecordingHandler> handlers, Class<? extends Exception> type)
            throws Exception {
        awaitEach(handlers);
        loop().awaitTasks();
        for (RecordingHandler handler : handlers) {
            assertEquals(1, handler.calls());
            assertInstanceOf(type, handler.failure());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    default void waitersOutliveConnectionsThatFail(int waiters) throws Exception {
        AsyncGateway gateway = unreachable(oneForAll(waiters));
        assertAllFailedOnce(dispatchTogether(gateway, waiters), BackendFailureException.class);
        assertEquals(0, gateway.stats().rejected());
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 10_000})
    default void waitersAreServedOneAfterAnother(int waiters) throws Exception {
        AsyncGateway gateway = gateway(oneForAll(waiters));
        List<RecordingHandler> handlers = dispatchTogether(gateway, waiters);
        awaitEach(handlers);
        loop().awaitTasks();
        assertEquals(
                waiters, handlers.stream().filter(RecordingHandler::isAnswered).count());
        assertEquals(
                waiters, handlers.stream().mapToInt(RecordingHandler::calls).sum());
        assertEquals(waiters, application().requests());
    }

    /** Each finds a connection that is dead, or none. */
    @Test
    default void waitersOutliveConnectionsThatBreak() throws Exception {
        application().behave(ApplicationCall::breakOff);
        AsyncGateway gateway = gateway(oneForAll(1_000));
        assertAllFailedOnce(dispatchTogether(gateway, 1_000), BackendFailureException.class);
        assertEquals(1_000, application().requests());
    }

    @Test
    default void closeOfTheGatewayTurnsAllWaitersAway() throws Exception {
        CountDownLatch received = hang();
        AsyncGateway gateway = gateway(oneForAll(10_000));
        List<RecordingHandler> handlers = dispatchTogether(gateway, 10_000);
        Await.open(received);
        gateway.close();
        assertAllFailedOnce(handlers, ExchangeAbortedException.class);
    }

    private CountDownLatch hang() {
        CountDownLatch received = new CountDownLatch(1);
        application().behave(call -> {
            received.countDown();
            call.awaitHangUp();
        });
        return received;
    }

    /** The last first, so that no permit is there for those who wait. */
    @Test
    default void abortsOfAllWaitersAreTold() throws Exception {
        CountDownLatch received = hang();
        AsyncGateway gateway = gateway(oneForAll(10_000));
        List<RecordingHandler> handlers = dispatchTogether(gateway, 10_000);
        Await.open(received);
        for (int last = handlers.size() - 1; last >= 0; last--) {
            handlers.get(last).exchange().abort();
        }
        assertAllFailedOnce(handlers, ExchangeAbortedException.class);
        assertEquals(1, application().requests());
    }

    @Test
    default void deadlineOfAllWaitersIsKept() throws Exception {
        CountDownLatch received = hang();
        Duration soon = Duration.ofMillis(300);
        AsyncGateway gateway = gateway(oneForAll(1_000).with(Timeouts.defaults().withAcquire(soon)));
        List<RecordingHandler> handlers = dispatchTogether(gateway, 1_000);
        Await.open(received);
        assertAllFailedOnce(handlers.subList(1, 1_000), BackendBusyException.class);
        handlers.get(0).exchange().abort();
        assertEquals(999, gateway.stats().rejected());
    }
}
