package org.gateway4j.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gateway4j.GatewayException;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What hosts are told of an application that did not come about. */
class FailuresTest {

    private static GatewayException notConnected(Kind kind, boolean mayHaveRun) {
        Backend backend = TestBackend.of(Carrier.PROCESS);
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
}
