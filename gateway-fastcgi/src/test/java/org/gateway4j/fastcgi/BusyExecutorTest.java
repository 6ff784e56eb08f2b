package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.contract.WatchedBody;
import org.gateway4j.script.ScriptMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An executor without a free thread holds a request up for no longer than its exchange may take. */
class BusyExecutorTest {

    private static final int PATIENCE_SECONDS = 20;

    /** What the executor has no thread for. */
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

    private final SelectorLoop loop = SelectorLoop.start("loop of a busy executor");
    private final WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[9]), 9));
    private final Outcome outcome = new Outcome();
    private AsyncGateway gateway = open(Timeouts.defaults());

    private AsyncGateway open(Timeouts timeouts) {
        return FastCgiGateway.builder(Endpoint.tcp("127.0.0.1", 1))
                .scripts(ScriptMapper.script(Path.of("/app")))
                .timeouts(timeouts)
                .executor(queue::add)
                .buildAsync();
    }

    private AsyncExchange dispatch() {
        return gateway.dispatch(GatewayRequest.post("/app", body).build(), loop, outcome);
    }

    /** The thread that comes too late does nothing. */
    private void assertAllIsOver() throws Exception {
        assertEquals(1, body.closes());
        Runnable late = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        late.run();
        assertEquals(1, body.closes());
        assertEquals(0, gateway.stats().inUse() + gateway.stats().waiting());
        assertEquals(1, outcome.calls.get());
    }

    @AfterEach
    void close() {
        gateway.close();
        loop.close();
    }

    @Test
    void theDeadlineOfTheExchangeEndsTheWait() throws Exception {
        gateway.close();
        gateway = open(Timeouts.defaults().withExchange(Duration.ofMillis(100)));
        dispatch();

        GatewayException failure = assertInstanceOf(BackendTimeoutException.class, outcome.failure());
        assertEquals(Phase.CHECK, failure.phase());
        assertFalse(failure.mayHaveRun());
        assertAllIsOver();
    }

    @Test
    void anAbortEndsTheWait() throws Exception {
        AsyncExchange exchange = dispatch();
        Runnable waiting = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        queue.add(waiting);
        exchange.abort();

        assertInstanceOf(ExchangeAbortedException.class, outcome.failure());
        assertAllIsOver();
    }

    @Test
    void theEndOfTheGatewayEndsTheWait() throws Exception {
        dispatch();
        queue.add(queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
        gateway.close();

        assertInstanceOf(ExchangeAbortedException.class, outcome.failure());
        assertAllIsOver();
    }

    @Test
    void anAbortBeforeTheLoopHasBegunIsToldOnce() throws Exception {
        loop.execute(() -> dispatch().abort());

        assertInstanceOf(ExchangeAbortedException.class, outcome.failure());
        CompletableFuture<Void> after = new CompletableFuture<>();
        loop.execute(() -> after.complete(null));
        after.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertEquals(1, outcome.calls.get());
        assertEquals(1, body.closes());
        assertEquals(0, queue.size());
    }

    private static final class Outcome implements ResponseHandler {

        private final CompletableFuture<GatewayException> failure = new CompletableFuture<>();
        private final AtomicInteger calls = new AtomicInteger();

        GatewayException failure() throws Exception {
            return failure.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void answered(AsyncResponse response) {
            response.close();
            failed(new ExchangeAbortedException("test", Phase.BODY, true, "there is a response", null));
        }

        @Override
        public void failed(GatewayException e) {
            calls.incrementAndGet();
            failure.complete(e);
        }
    }
}
