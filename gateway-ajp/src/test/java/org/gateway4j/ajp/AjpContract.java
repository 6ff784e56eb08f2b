package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.SocketApplication;
import org.gateway4j.contract.SocketContract;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;

/** The contract without what AJP has not: error output, and a body that is sent without being asked for. */
abstract class AjpContract extends SocketContract {

    AjpContract(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    protected SocketApplication speaker() {
        return new TestContainer();
    }

    static AjpGateway.Builder configured(Endpoint to, Settings with) {
        return AjpGateway.builder(to)
                .pool(with.pool())
                .timeouts(with.timeouts())
                .limits(with.limits())
                .spooling(with.spooling())
                .listener(with.listener());
    }

    @Override
    @Test
    public void listenerIsToldInOrder() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        RecordingListener listener = new RecordingListener();
        Gateway gateway = gateway(settings().with(listener));
        try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(new byte[70_000])))) {
            assertEquals(70_000, response.body().readAllBytes().length);
        }
        gateway.close();
        assertEquals(
                List.of(
                        "requestStarted",
                        "connectionOpened 1",
                        "connectionAcquired 1",
                        "requestSent 70000",
                        "responseHead 200",
                        "responseEnded 70000 complete",
                        "connectionClosed 1 GATEWAY_CLOSED"),
                listener.events());
    }

    /** There is no error output; to ask for the body is what begins an answer. */
    @Override
    @Test
    public void answerThatHasBegunIsNotRepeated() throws Exception {
        Gateway gateway = gateway();
        gateway.dispatch(get()).close();
        application().behave(call -> {
            assertEquals(20_000, call.input().readAllBytes().length);
            call.breakOff();
        });
        GatewayRequest put = GatewayRequest.builder("PUT", "/app")
                .body(RequestBody.of(new byte[20_000]))
                .build();
        assertThrows(BackendFailureException.class, () -> gateway.dispatch(put));
        assertEquals(2, application().requests());
    }

    /** What was not asked for is not owed. */
    @Override
    @Test
    public void earlyAnswerIsHadBeforeTheBodyIsRead() throws Exception {
        application().behave(call -> call.answer(413, Bytes.of("too much")));
        Gateway gateway = gateway();
        for (int i = 0; i < 2; i++) {
            RequestBody body = RequestBody.of(new ByteArrayInputStream(new byte[32 << 20]), 32 << 20);
            try (GatewayResponse response = gateway.dispatch(post(body))) {
                assertEquals(413, response.status());
                assertEquals("too much", Bytes.text(response.body().readAllBytes()));
            }
        }
        assertEquals(1, gateway.stats().idle());
        assertEquals(1, application().connections());
    }

    /** While the container does not ask for more, its head is waited for. */
    @Override
    @Test
    public void sendingHasADeadline() {
        application().behave(ApplicationCall::awaitHangUp);
        Duration soon = Duration.ofMillis(200);
        Gateway gateway = gateway(settings().with(Timeouts.defaults().withHead(soon)));
        GatewayRequest request = post(RequestBody.of(new byte[300_000]));
        BackendTimeoutException failure = assertThrows(BackendTimeoutException.class, () -> gateway.dispatch(request));
        assertEquals(Phase.HEAD, failure.phase());
        assertTrue(failure.getMessage().contains("no response head after 200 ms"), failure.getMessage());
    }

    @Override
    @Test
    public void interruptEndsSending() throws Exception {
        CountDownLatch asked = hangWithinTheBody();
        Gateway gateway = gateway();
        Running<Phase> call = dispatch(gateway);
        Await.open(asked);
        call.interrupt();
        assertEquals(Phase.HEAD, call.result());
    }

    @Override
    @Test
    public void closeOfTheGatewayEndsSending() throws Exception {
        CountDownLatch asked = hangWithinTheBody();
        Gateway gateway = gateway();
        Running<Phase> call = dispatch(gateway);
        Await.open(asked);
        gateway.close();
        assertEquals(Phase.HEAD, call.result());
    }

    private CountDownLatch hangWithinTheBody() {
        CountDownLatch asked = new CountDownLatch(1);
        application().behave(call -> {
            assertEquals(10_000, call.input().readNBytes(10_000).length);
            asked.countDown();
            call.awaitHangUp();
        });
        return asked;
    }

    private Running<Phase> dispatch(Gateway gateway) {
        RequestBody body = RequestBody.of(new byte[300_000]);
        return threads()
                .run(() -> assertThrows(ExchangeAbortedException.class, () -> gateway.dispatch(post(body)))
                        .phase());
    }
}
