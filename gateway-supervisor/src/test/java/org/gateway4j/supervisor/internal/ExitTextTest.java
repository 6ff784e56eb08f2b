package org.gateway4j.supervisor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How a process ended, for people. */
class ExitTextTest {

    @Test
    void statusesAndSignalsAreToldApart() {
        assertEquals("ended with status 0", ExitText.of(0));
        assertEquals("ended with status 78", ExitText.of(78));
        assertEquals("was ended by signal 9 (KILL)", ExitText.of(137));
        assertEquals("was ended by signal 31", ExitText.of(159));
    }
}
