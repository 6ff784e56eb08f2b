package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitPolicyTest {

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
    void statusesAreAccepted(int status, boolean successOnly, boolean anyButSignals, boolean any) {
        assertEquals(successOnly, ExitPolicy.SUCCESS_ONLY.accepts(status));
        assertEquals(anyButSignals, ExitPolicy.ANY_BUT_SIGNALS.accepts(status));
        assertEquals(any, ExitPolicy.ANY.accepts(status));
    }
}
