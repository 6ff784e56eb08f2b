package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.gateway4j.cgi.ExitPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

    @ParameterizedTest
    @CsvSource({
        "0, true, true, true",
        "1, false, true, true",
        "128, false, true, true",
        "129, false, false, true",
        "137, false, false, true",
        "192, false, false, true",
        "193, false, true, true",
        "255, false, true, true"
    })
    void statusesAreAccepted(int code, boolean successOnly, boolean anyButSignals, boolean any) {
        ExitStatus status = new ExitStatus(code);
        assertEquals(successOnly, status.isAcceptedBy(ExitPolicy.SUCCESS_ONLY));
        assertEquals(anyButSignals, status.isAcceptedBy(ExitPolicy.ANY_BUT_SIGNALS));
        assertEquals(any, status.isAcceptedBy(ExitPolicy.ANY));
    }
}
