package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** What a listener is told, and in which order. */
interface ListenerContract extends ContractFixture {

    @Test
    @Covers("ajp/complaint-20")
    default void listenerIsToldInOrder() throws Exception {
        application().behave(call -> {
            byte[] content = call.input().readAllBytes();
            call.error("careful\n");
            call.answer(200, content);
        });
        RecordingListener listener = new RecordingListener();
        Gateway gateway = gateway(settings().with(listener));
        readAll(gateway, RequestBody.of(new ByteArrayInputStream(new byte[70_000]), -1));
        readAll(gateway, RequestBody.of(new byte[3]));
        gateway.close();
        assertEquals(
                List.of(
                        "requestStarted",
                        "requestSpooled 70000",
                        "connectionOpened 1",
                        "connectionAcquired 1",
                        "requestSent 70000",
                        "applicationError careful",
                        "responseHead 200",
                        "responseEnded 70000 complete",
                        "requestStarted",
                        "connectionAcquired 1 reused",
                        "requestSent 3",
                        "applicationError careful",
                        "responseHead 200",
                        "responseEnded 3 complete",
                        "connectionClosed 1 GATEWAY_CLOSED"),
                listener.events());
    }

    private void readAll(Gateway gateway, RequestBody body) throws Exception {
        try (GatewayResponse response = gateway.dispatch(post(body))) {
            assertEquals(
                    body.length() < 0 ? 70_000 : body.length(), response.body().readAllBytes().length);
        }
    }

    @Test
    default void listenerIsToldOfFailures() {
        RecordingListener listener = new RecordingListener();
        Gateway gateway = gateway(
                settings().with(listener).with(settings().spooling().withMode(Spooling.Mode.REFUSE_UNKNOWN_LENGTH)));
        RequestBody refused = RequestBody.of(new ByteArrayInputStream(new byte[1]), -1);
        assertThrows(RequestRejectedException.class, () -> gateway.dispatch(post(refused)));
        application().behave(ApplicationCall::breakOff);
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(get()));
        assertEquals(
                List.of(
                        "requestStarted",
                        "requestFailed RequestRejectedException",
                        "requestStarted",
                        "connectionOpened 1",
                        "connectionAcquired 1",
                        "requestSent 0",
                        "connectionClosed 1 FAILED",
                        "requestFailed BackendFailureException"),
                listener.events());
    }

    @Test
    default void listenerIsToldOfAnEarlyClose() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("1234"));
            call.awaitHangUp();
        });
        RecordingListener listener = new RecordingListener();
        try (GatewayResponse response = gateway(settings().with(listener)).dispatch(get())) {
            assertEquals(2, response.body().readNBytes(2).length);
        }
        assertEquals(
                List.of("responseHead 200", "connectionClosed 1 FAILED", "responseEnded 2"),
                listener.events().subList(4, 7));
    }

    @Test
    default void listenerThatThrowsHarmsNothing() throws Exception {
        RecordingListener listener = new RecordingListener() {
            @Override
            protected void note(String event) {
                super.note(event);
                throw new IllegalStateException("thrown on purpose at " + event);
            }
        };
        application().behave(call -> call.answer(200, Bytes.of("unharmed")));
        Gateway gateway = gateway(settings().with(listener));
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = gateway.dispatch(get())) {
                assertEquals("unharmed", Bytes.text(response.body().readAllBytes()));
            }
        }
        application().behave(ApplicationCall::breakOff);
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(request("POST")));
        assertEquals(0, gateway.stats().inUse());
        assertEquals(
                "requestFailed BackendFailureException",
                listener.events().get(listener.events().size() - 1));
    }
}
