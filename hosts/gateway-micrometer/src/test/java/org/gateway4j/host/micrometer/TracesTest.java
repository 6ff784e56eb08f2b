package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.observation.Observation;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.contract.fastcgi.ResponderCall;
import org.gateway4j.contract.fastcgi.TestResponder;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Traces continue in the application, on threads that block and on event loops. */
@ParameterizedClass
@EnumSource(Driver.class)
class TracesTest {

    private static final String OF_CLIENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    Path directory;

    private final Driver driver;
    private final Tracing tracing = new Tracing();
    private final TestResponder application = new TestResponder();
    private final Observation parent = Observation.createNotStarted("host", tracing.registry());
    private Gateway gateway;

    TracesTest(Driver driver) {
        this.driver = driver;
    }

    @BeforeEach
    void start() throws Exception {
        application.listen(Transport.TCP, directory);
        application.serveBy(TracesTest::answerWithTrace);
        gateway = driver.observed(
                FastCgiGateway.builder(application.endpoint()).scripts(ScriptMapper.script(Path.of("/srv/app.php"))),
                tracing.registry());
        parent.start();
    }

    private static void answerWithTrace(ResponderCall call) throws Exception {
        String trace = call.variables().get("HTTP_TRACEPARENT") + " "
                + call.variables().get("HTTP_TRACESTATE");
        call.answer(200, Bytes.of(trace));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        application.close();
        tracing.close();
        assertNull(tracing.registry().getCurrentObservation());
    }

    private static GatewayRequest.Builder get() {
        return GatewayRequest.get("/app?secret=1").header("Host", "example.org");
    }

    private String bodyOf(GatewayRequest request) throws Exception {
        return Answer.of(gateway.dispatch(request)).body();
    }

    /** The span of the one dispatch that was made, which is a child of the host's span. */
    private SpanData dispatched() throws Exception {
        Await.untilEquals(1, () -> tracing.dispatches().size(), "spans of dispatches");
        SpanData span = tracing.dispatches().get(0);
        parent.stop();
        SpanData host = tracing.spans().get(1);
        assertEquals(host.getSpanId(), span.getParentSpanId());
        assertEquals(host.getTraceId(), span.getTraceId());
        return span;
    }

    private static String tag(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey(key));
    }

    @Test
    void aFastCgiApplicationGetsTheSpanOfTheDispatch() throws Exception {
        String received = parent.scopedChecked(() -> bodyOf(get().build()));
        SpanData span = dispatched();
        assertEquals(Tracing.traceparent(span) + " null", received);
        assertEquals("GET shop", span.getName());
        assertEquals("complete", tag(span, "outcome"));
        assertEquals("2xx", tag(span, "status"));
        assertEquals("200", tag(span, "http.response.status_code"));
        assertEquals(StatusCode.UNSET, span.getStatus().getStatusCode());
    }

    @Test
    void anAjpContainerGetsTheSpanAsAField() throws Exception {
        try (SocketServer container = SocketServer.listen(Transport.TCP, directory, TraceparentContainer::serve);
                Gateway ajp = driver.observed(AjpGateway.builder(container.endpoint()), tracing.registry())) {
            GatewayRequest request = get().header("traceparent", OF_CLIENT)
                    .tag(Observation.class, parent)
                    .build();
            String received = Answer.of(ajp.dispatch(request)).body();
            assertEquals(Tracing.traceparent(dispatched()), received);
        }
    }

    @Test
    void theParentCanBeAttachedToTheRequest() throws Exception {
        String received = bodyOf(get().tag(Observation.class, parent).build());
        assertEquals(Tracing.traceparent(dispatched()) + " null", received);
    }

    /** The client's fields say nothing, unless the host's own instrumentation has made them the parent. */
    @Test
    void theFieldsOfTheClientAreReplaced() throws Exception {
        GatewayRequest request = get().header("Traceparent", OF_CLIENT)
                .header("tracestate", "vendor=1")
                .tag(Observation.class, parent)
                .build();
        String received = bodyOf(request);
        assertEquals(Tracing.traceparent(dispatched()) + " null", received);
    }

    @Test
    void theSpanEndsWithTheResponse() throws Exception {
        application.behave(call -> {
            call.head(200);
            call.write(Bytes.of("1234"));
            call.awaitHangUp();
        });
        try (GatewayResponse response =
                gateway.dispatch(get().tag(Observation.class, parent).build())) {
            assertEquals(4, response.read(ByteBuffer.allocate(10)));
            assertEquals(0, tracing.dispatches().size());
        }
        assertEquals("closed", tag(dispatched(), "outcome"));
    }

    @Test
    void aFailureIsTheErrorOfTheSpan() throws Exception {
        application.behave(call -> call.breakOff());
        GatewayRequest request = get().tag(Observation.class, parent).build();
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(request));
        SpanData span = dispatched();
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        assertEquals("failed", tag(span, "outcome"));
        assertEquals("backend", tag(span, "failure"));
        assertEquals("none", tag(span, "status"));
    }

    @Test
    void aTruncatedResponseIsAnErrorWithAStatus() throws Exception {
        application.behave(call -> {
            call.head(404, "Content-Length", "10");
            call.write(Bytes.of("1234"));
            call.breakOff();
        });
        try (GatewayResponse response =
                gateway.dispatch(get().tag(Observation.class, parent).build())) {
            assertThrows(BackendFailureException.class, () -> response.body().readAllBytes());
        }
        SpanData span = dispatched();
        assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        assertEquals("failed", tag(span, "outcome"));
        assertEquals("4xx", tag(span, "status"));
    }

    @Test
    void noPartOfTheTargetIsRecorded() throws Exception {
        bodyOf(get().tag(Observation.class, parent).build());
        assertFalse(dispatched().toString().contains("secret"));
    }
}
