package org.gateway4j.cgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the process table of Linux says of a process that has no output any more. */
class ExitSignTest {

    @ParameterizedTest
    @CsvSource({
        "'7 (sh) S 1 7 7 0 -1 4194304 90 0', GOES_ON",
        "'7 (sh) R 1 7 7 0 -1 4194308 90 0', EXITS",
        "'7 (sh) Z 1 7 7 0 -1 4194304 90 0', EXITS",
        "'7 (a) Z (b) R 1 7 7 0 -1 4194304 90 0', GOES_ON"
    })
    void stateAndFlagsTell(String stat, ExitSign sign) {
        assertEquals(sign, ExitSign.parse(stat));
    }

    @Test
    void processThatRunsGoesOn() {
        assertEquals(ExitSign.GOES_ON, ExitSign.of(ProcessHandle.current().pid()));
    }

    @Test
    void nothingIsKnownOfAProcessThatIsNotThere() {
        assertEquals(ExitSign.UNKNOWN, ExitSign.of(Integer.MAX_VALUE));
    }
}
