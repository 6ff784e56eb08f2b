package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reused connections that turn out to be dead: repeated once where that is safe, and never otherwise. */
interface RetryContract extends ContractFixture {

    /** A gateway with one idle connection, on which the application will not answer again. */
    private Gateway withDeadConnection(RecordingListener listener) throws Exception {
        Gateway gateway = gateway(settings().with(listener));
        gateway.dispatch(get()).close();
        int before = application().connections();
        assertEquals(1, gateway.stats().idle());
        application().behave(call -> {
            if (application().connections() == before) {
                call.input().readAllBytes();
                call.breakOff();
            } else {
                call.answer(200, call.input().readAllBytes());
            }
        });
        return gateway;
    }

    @ParameterizedTest
    @Covers({"ajp/complaint-7", "ajp/failure-stale"})
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    default void idempotentRequestIsRepeatedOnANewConnection(String method) throws Exception {
        RecordingListener listener = new RecordingListener();
        Gateway gateway = withDeadConnection(listener);
        WatchedBody body = new WatchedBody(RequestBody.of(Bytes.of("twice")));
        GatewayRequest request =
                GatewayRequest.builder(method, "/app").body(body).build();
        try (GatewayResponse response = gateway.dispatch(request)) {
            assertEquals(
                    method.equals("HEAD") ? "" : "twice",
                    Bytes.text(response.body().readAllBytes()));
        }
        assertEquals(3, application().requests());
        assertClosedOnce(body);
        assertTrue(listener.events().contains("requestRetried BackendFailureException"), () -> "" + listener.events());
        assertTrue(listener.events().contains("connectionClosed 1 STALE"), () -> "" + listener.events());
    }

    @Test
    @Covers({"ajp/complaint-12", "ajp/failure-stale"})
    default void requestIsRepeatedOnlyOnce() throws Exception {
        Gateway gateway = withDeadConnection(new RecordingListener());
        application().behave(ApplicationCall::breakOff);
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(get()));
        assertEquals(3, application().requests());
        assertEquals(0, gateway.stats().idle());
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 300_000})
    default void requestThatIsNotIdempotentIsNotRepeatedOnceItWasSent(int length) throws Exception {
        Gateway gateway = withDeadConnection(new RecordingListener());
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[length]));
        BackendFailureException failure =
                assertThrows(BackendFailureException.class, () -> gateway.dispatch(post(body)));
        assertTrue(failure.mayHaveRun());
        assertEquals(2, application().requests());
        assertClosedOnce(body);
    }

    @Test
    @Covers("ajp/complaint-11")
    default void streamedBodyOfWhichBytesWereReadIsNotRepeated() throws Exception {
        Gateway gateway = withDeadConnection(new RecordingListener());
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(new byte[300_000]), 300_000));
        GatewayRequest put = GatewayRequest.builder("PUT", "/app").body(body).build();
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(put));
        assertEquals(2, application().requests());
        assertClosedOnce(body);
    }

    @Test
    default void requestOnANewConnectionIsNotRepeated() {
        application().behave(ApplicationCall::breakOff);
        assertThrows(BackendFailureException.class, () -> gateway().dispatch(get()));
        assertEquals(1, application().requests());
    }

    @Test
    default void answerThatHasBegunIsNotRepeated() throws Exception {
        Gateway gateway = withDeadConnection(new RecordingListener());
        application().behave(call -> {
            call.error("begun");
            call.breakOff();
        });
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(get()));
        assertEquals(2, application().requests());
    }

    @Test
    @Covers("ajp/tomcat-keep-alive")
    default void connectionThatTheApplicationClosedWhileIdleIsNotUsed() throws Exception {
        Gateway gateway = gateway();
        application().behave(call -> {
            call.answer(200, Bytes.of("last"));
            call.breakOff();
        });
        for (int i = 1; i <= 3; i++) {
            try (GatewayResponse response = gateway.dispatch(request("POST"))) {
                assertEquals("last", Bytes.text(response.body().readAllBytes()));
            }
            long closed = i;
            Await.until(
                    () -> "still kept: " + gateway.stats(),
                    () -> gateway.stats().closed() == closed);
        }
        assertEquals(3, application().requests());
    }
}
