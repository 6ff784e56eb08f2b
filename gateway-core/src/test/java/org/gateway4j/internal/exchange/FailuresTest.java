package org.gateway4j.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.gateway4j.internal.wire.ExhaustedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts are told of an application that did not come about. */
class FailuresTest {

    private static GatewayException notConnected(Kind kind, boolean mayHaveRun) {
        Backend backend = TestBackend.of(Medium.PROCESS);
        return new Failures(backend).notConnected(new ConnectException(kind, "on purpose", null, mayHaveRun));
    }

    /** A process that was started too late has begun with the request all the same. */
    @ParameterizedTest
    @CsvSource({"TIMED_OUT, true", "TIMED_OUT, false", "INTERRUPTED, true", "INTERRUPTED, false"})
    void startThatWasGivenUpMayHaveRun(Kind kind, boolean mayHaveRun) {
        GatewayException failure = notConnected(kind, mayHaveRun);
        assertEquals(kind == Kind.INTERRUPTED, Thread.interrupted());
        assertEquals(mayHaveRun, failure.mayHaveRun());
        String message = failure.getMessage();
        assertEquals(mayHaveRun, message.contains("may have run"), message);
        assertTrue(message.startsWith("test: "), message);
    }

    @ParameterizedTest
    @CsvSource({"EXHAUSTED, 503", "ABORTED, 503", "FAILED, 502", "TIMED_OUT, 504"})
    void onlyTheApplicationsFaultsAreItsOwn(Kind kind, int status) {
        GatewayException failure = notConnected(kind, false);
        assertEquals(status, failure.suggestedStatus());
        assertEquals(status != 503, failure.blamesBackend());
    }

    /** Once the request is on its way the lack of something here is no reason to send it again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatThisMachineLacksIsNotTheApplicationsFault(boolean mayHaveRun) {
        Failures failures = new Failures(TestBackend.of(Medium.CONNECTION));
        ExhaustedException lack = new ExhaustedException("no memory", new OutOfMemoryError("on purpose"));
        GatewayException failure = failures.exhausted(lack, Phase.SEND, mayHaveRun);
        assertEquals(mayHaveRun, failure.mayHaveRun());
        assertFalse(failure.blamesBackend());
        assertEquals(503, failure.suggestedStatus());
        assertTrue(failure.getMessage().startsWith("test: no memory (request "), failure.getMessage());
    }
}
