package org.gateway4j.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.testkit.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A dispatch with a stage in place of a handler. */
@Timeout(60)
class SendTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    private final FakeGateway gateway = new FakeGateway();
    private SelectorLoop loop;

    @BeforeEach
    void startLoop() {
        loop = SelectorLoop.start("send");
    }

    @AfterEach
    void endLoop() {
        loop.close();
    }

    private CompletableFuture<AsyncResponse> send() {
        return gateway.send(REQUEST, loop).toCompletableFuture();
    }

    @Test
    void responseCompletesTheStageOnTheLoop() throws Exception {
        CompletionStage<Boolean> onLoop = gateway.send(REQUEST, loop).thenApply(response -> loop.inEventLoop());
        ScriptedResponse response = new ScriptedResponse(loop);
        loop.execute(() -> gateway.handler().answered(response));
        assertTrue(onLoop.toCompletableFuture().get());
        assertEquals(0, response.closes());
        assertEquals(0, gateway.aborts());
    }

    @Test
    void failureCompletesTheStage() {
        CompletableFuture<AsyncResponse> sent = send();
        GatewayException failure = new BackendFailureException("fake", Phase.HEAD, true, "gone", null);
        gateway.handler().failed(failure);
        assertSame(failure, assertThrows(ExecutionException.class, sent::get).getCause());
    }

    @Test
    void actionsWithoutAnExecutorRunOnTheLoop() throws Exception {
        CompletableFuture<AsyncResponse> sent = send();
        gateway.handler().answered(new ScriptedResponse(loop));
        assertTrue(sent.thenApply(response -> response)
                .thenApplyAsync(response -> loop.inEventLoop())
                .get());
    }

    @Test
    void cancelAbortsTheExchangeAndClosesALateResponse() {
        CompletableFuture<AsyncResponse> sent = send();
        assertTrue(sent.cancel(false));
        assertEquals(1, gateway.aborts());
        ScriptedResponse late = new ScriptedResponse(loop);
        gateway.handler().answered(late);
        assertEquals(1, late.closes());
        assertTrue(sent.isCancelled());
    }

    @Test
    void timeoutAbortsTheExchange() {
        CompletableFuture<AsyncResponse> sent = send().orTimeout(1, TimeUnit.MILLISECONDS);
        assertEquals(
                TimeoutException.class,
                assertThrows(CompletionException.class, sent::join).getCause().getClass());
        Await.until("an aborted exchange", () -> gateway.aborts() == 1);
    }

    @Test
    void cancelAfterTheResponseLeavesItAlone() {
        CompletableFuture<AsyncResponse> sent = send();
        ScriptedResponse response = new ScriptedResponse(loop);
        gateway.handler().answered(response);
        assertFalse(sent.cancel(false));
        assertEquals(0, gateway.aborts());
        assertEquals(0, response.closes());
    }

    @Test
    void responseThatComesBeforeDispatchReturnsIsHad() throws Exception {
        ScriptedResponse response = new ScriptedResponse(loop);
        gateway.answerAtOnce(response);
        assertSame(response, send().get());
        assertEquals(0, gateway.aborts());
    }

    @Test
    void whatDispatchThrowsIsThrown() {
        gateway.close();
        assertThrows(IllegalStateException.class, this::send);
    }

    /** Leaves the outcome of its dispatches to the test. */
    private static final class FakeGateway implements AsyncGateway {

        private final AtomicInteger aborts = new AtomicInteger();
        private @Nullable ResponseHandler handler;
        private @Nullable AsyncResponse atOnce;
        private boolean closed;

        ResponseHandler handler() {
            ResponseHandler given = handler;
            if (given == null) {
                throw new AssertionError("nothing was dispatched");
            }
            return given;
        }

        int aborts() {
            return aborts.get();
        }

        void answerAtOnce(AsyncResponse response) {
            atOnce = response;
        }

        @Override
        public AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler given) {
            if (closed) {
                throw new IllegalStateException("closed");
            }
            handler = given;
            if (atOnce != null) {
                given.answered(atOnce);
            }
            return aborts::incrementAndGet;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public boolean drain(Duration longest) {
            return true;
        }

        @Override
        public PoolStats stats() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
