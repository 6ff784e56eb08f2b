package org.gateway4j.contract.onerequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.contract.ServesOnceContract;
import org.gateway4j.contract.SocketContract;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The contract for protocols whose connections serve once. Nothing is ever repeated, there is no error output, and an answer
 * without a length ends with its connection.
 */
public abstract class OneRequestContract extends SocketContract implements ServesOnceContract {

    /**
     * The contract on one of each.
     *
     * @param transport what the application listens on
     * @param threads the kind of threads to dispatch on
     */
    protected OneRequestContract(Transport transport, ThreadKind threads) {
        super(transport, threads);
    }

    @Override
    @Test
    public void closeOfACompleteAnswerKeepsTheConnection() throws Exception {
        Gateway gateway = gateway();
        application().behave(call -> call.answer(200, Bytes.of("all of it"), "Content-Length", "9"));
        for (int i = 0; i < 3; i++) {
            gateway.dispatch(get()).close();
            assertEquals(0, gateway.stats().inUse());
        }
        assertEquals(3, application().connections());
    }

    @Override
    @Test
    public void listenerIsToldInOrder() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        RecordingListener listener = new RecordingListener();
        Gateway gateway = gateway(settings().with(listener));
        try (GatewayResponse response =
                gateway.dispatch(post(RequestBody.of(new ByteArrayInputStream(new byte[70_000]), -1)))) {
            assertEquals(70_000, response.body().readAllBytes().length);
        }
        assertEquals(
                List.of(
                        "requestStarted",
                        "requestSpooled 70000",
                        "connectionOpened 1",
                        "connectionAcquired 1",
                        "requestSent 70000",
                        "responseHead 200",
                        "connectionClosed 1 NOT_REUSABLE",
                        "responseEnded 70000 complete"),
                listener.events());
    }

    /** With a length; {@link #endOfTheConnectionEndsAnAnswerWithoutALength} is about those without. */
    @Override
    @ParameterizedTest
    @ValueSource(strings = "Content-Length")
    public void truncationAlwaysThrows(String declared) throws Exception {
        application().behave(call -> {
            call.head(200, declared, "100");
            call.write(Bytes.of("part"));
            call.breakOff();
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertEquals("part", Bytes.text(response.body().readNBytes(4)));
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class, () -> response.body().read());
            assertEquals(Phase.BODY, failure.phase());
            assertTrue(failure.mayHaveRun());
        }
    }

    /** The protocol cannot tell whether something is missing. */
    @Test
    void endOfTheConnectionEndsAnAnswerWithoutALength() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("part"));
            call.breakOff();
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertEquals("part", Bytes.text(response.body().readAllBytes()));
        }
    }
}
