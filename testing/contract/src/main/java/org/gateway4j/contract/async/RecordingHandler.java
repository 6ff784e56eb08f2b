package org.gateway4j.contract.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.GatewayException;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.testkit.Await;
import org.jspecify.annotations.Nullable;

/** Notes what it is told, how often, and whether that was on the loop. */
class RecordingHandler implements ResponseHandler {

    private final WatchedLoop loop;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile @Nullable AsyncExchange exchange;
    private volatile @Nullable AsyncResponse response;
    private volatile @Nullable GatewayException failure;

    RecordingHandler(WatchedLoop loop) {
        this.loop = loop;
    }

    /** Notes what the dispatch has returned. */
    final RecordingHandler begun(AsyncExchange value) {
        exchange = value;
        return this;
    }

    @Override
    public void answered(AsyncResponse value) {
        response = value;
        called();
    }

    @Override
    public void failed(GatewayException value) {
        failure = value;
        called();
    }

    private void called() {
        loop.expect(loop.mayBeUsedHere(), "a handler was called by another thread");
        calls.incrementAndGet();
    }

    /** How often it was told anything. */
    final int calls() {
        return calls.get();
    }

    final boolean isAnswered() {
        return response != null;
    }

    final @Nullable GatewayException failure() {
        return failure;
    }

    final AsyncExchange exchange() {
        return Objects.requireNonNull(exchange);
    }

    /** Waits until it is told; once only, now and after all that its loop has to do. */
    final RecordingHandler awaitCall() throws Exception {
        Await.until("a call of a handler", () -> calls() > 0);
        loop.awaitTasks();
        assertEquals(1, calls(), "calls of a handler");
        return this;
    }

    /** The response, once it is there. */
    final AsyncResponse awaitAnswer() throws Exception {
        awaitCall();
        assertNull(failure);
        return Objects.requireNonNull(response);
    }

    /** The failure, once it is there, which must be of that type. */
    final <E extends GatewayException> E awaitFailure(Class<E> type) throws Exception {
        awaitCall();
        return assertInstanceOf(type, failure);
    }

    /** What the whole body is, read on the loop. */
    final byte[] awaitBody() throws Exception {
        return BodyReading.begin(awaitAnswer(), loop).result();
    }
}
