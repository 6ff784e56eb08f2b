package org.gateway4j.soak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Soaks for a moment, only to see that it works. */
class SoakRunTest {

    @Test
    void answersAreRightAndNothingIsLeft() throws Exception {
        String report = new Soak().run(Duration.ofSeconds(3)).text();

        assertTrue(report.contains("| wrong, mixed or silently short answers | 0 |"), report);
        assertTrue(report.contains("| callers that hung | 0 |"), report);
        assertTrue(report.contains("| sockets left by closed gateways | 0 |"), report);
    }
}
