package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In place of {@link RetryContract}, for a connection or a process that serves once: nothing is kept, and nothing is repeated. */
public interface ServesOnceContract extends RetryContract {

    @Override
    default int kept() {
        return 0;
    }

    /** Nothing is repeated, since no connection was used before. */
    private void assertNotRepeated(String method, RequestBody content) throws Exception {
        RecordingListener listener = new RecordingListener();
        Gateway gateway = gateway(settings().with(listener));
        gateway.dispatch(get()).close();
        application().behave(call -> {
            call.input().readAllBytes();
            call.breakOff();
        });
        WatchedBody body = new WatchedBody(content);
        GatewayRequest request =
                GatewayRequest.builder(method, "/app").body(body).build();
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> gateway.dispatch(request));
        assertTrue(failure.mayHaveRun());
        assertEquals(2, application().requests());
        assertClosedOnce(body);
        assertFalse(listener.events().stream().anyMatch(event -> event.startsWith("requestRetried")));
    }

    @Override
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    default void idempotentRequestIsRepeatedOnANewConnection(String method) throws Exception {
        assertNotRepeated(method, RequestBody.of(Bytes.of("once")));
    }

    @Override
    @Test
    default void requestIsRepeatedOnlyOnce() throws Exception {
        assertNotRepeated("GET", RequestBody.none());
    }

    @Override
    @ParameterizedTest
    @ValueSource(ints = {5, 300_000})
    default void requestThatIsNotIdempotentIsNotRepeatedOnceItWasSent(int length) throws Exception {
        assertNotRepeated("POST", RequestBody.of(new byte[length]));
    }

    @Override
    @Test
    default void streamedBodyOfWhichBytesWereReadIsNotRepeated() throws Exception {
        assertNotRepeated("PUT", RequestBody.of(new ByteArrayInputStream(new byte[300_000]), 300_000));
    }

    @Override
    @Test
    default void answerThatHasBegunIsNotRepeated() throws Exception {
        assertNotRepeated("GET", RequestBody.none());
    }
}
