package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.micrometer.observation.Observation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.contract.async.WatchedLoop;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.contract.loop.RunningLoop;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Observations on an event loop leave no scope behind, neither of the registry nor of the tracer. */
class LoopScopesTest {

    @TempDir
    Path directory;

    private final Tracing tracing = new Tracing();
    private final TestResponder application = new TestResponder();
    private final WatchedLoop loop = new WatchedLoop(RunningLoop.selector("gateway4j test loop"));
    private AsyncGateway gateway;

    @BeforeEach
    void start() throws Exception {
        application.listen(Transport.TCP, directory);
        application.serveBy(call -> call.answer(200, Bytes.of(call.variables().get("HTTP_TRACEPARENT"))));
        gateway = ObservedAsyncGateway.of(
                "shop",
                FastCgiGateway.builder(application.endpoint())
                        .scripts(ScriptMapper.script(Path.of("/srv/app.php")))
                        .buildAsync(),
                tracing.registry());
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        loop.close();
        application.close();
        tracing.close();
    }

    private void assertNothingIsCurrent() {
        assertNull(tracing.registry().getCurrentObservation());
        assertSame(Span.getInvalid(), Span.current());
    }

    /** Reads a response whole, and looks at each step for a scope. */
    private final class Reading implements ResponseHandler {

        private final CompletableFuture<String> outcome = new CompletableFuture<>();
        private final ByteBuffer received = ByteBuffer.allocate(1000);

        @Override
        public void answered(AsyncResponse response) {
            step(response);
        }

        private void step(AsyncResponse response) {
            try {
                assertNothingIsCurrent();
                int count = response.read(received);
                assertNothingIsCurrent();
                if (count < 0) {
                    response.close();
                    outcome.complete(Bytes.text(received.array()).substring(0, received.position()));
                } else {
                    response.demand(() -> step(response));
                }
            } catch (GatewayException | RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        }

        @Override
        public void failed(GatewayException failure) {
            outcome.completeExceptionally(failure);
        }

        private String await() throws Exception {
            Await.until("the end of a response", outcome::isDone);
            return outcome.get();
        }
    }

    @Test
    void nothingIsCurrentOnTheLoopAfterADispatch() throws Exception {
        Reading reading = new Reading();
        loop.runAndWait(() -> {
            gateway.dispatch(GatewayRequest.get("/").build(), loop, reading);
            assertNothingIsCurrent();
        });
        String received = reading.await();
        loop.runAndWait(this::assertNothingIsCurrent);
        assertEquals(1, tracing.dispatches().size());
        assertEquals(Tracing.traceparent(tracing.dispatches().get(0)), received);
    }

    @Test
    void theScopeOfTheHostStaysTheCurrentOne() throws Exception {
        Observation parent = Observation.start("host", tracing.registry());
        Reading reading = new Reading();
        loop.runAndWait(() -> {
            parent.scoped(() -> {
                gateway.dispatch(GatewayRequest.get("/").build(), loop, reading);
                assertSame(parent, tracing.registry().getCurrentObservation());
            });
            assertNothingIsCurrent();
        });
        reading.await();
        parent.stop();
        SpanData span = tracing.dispatches().get(0);
        assertEquals(tracing.spans().get(1).getSpanId(), span.getParentSpanId());
    }
}
