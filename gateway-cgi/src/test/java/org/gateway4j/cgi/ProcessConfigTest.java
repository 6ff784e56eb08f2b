package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessConfigTest {

    private static void assertRefused(String property, Runnable change) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, change::run);
        assertTrue(refusal.getMessage().contains(property), refusal.getMessage());
    }

    @Test
    void defaultsAreThoseDocumented() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertEquals(
                new ProcessConfig(32, 256, processors, Duration.ofSeconds(2), Duration.ofMillis(200)),
                ProcessConfig.defaults());
    }

    @Test
    void eachPropertyCanBeChanged() {
        ProcessConfig changed = ProcessConfig.of(3)
                .withMaxWaiters(0)
                .withMaxStarts(1)
                .withGrace(Duration.ZERO)
                .withLinger(Duration.ofMillis(5));
        assertEquals(new ProcessConfig(3, 0, 1, Duration.ZERO, Duration.ofMillis(5)), changed);
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        ProcessConfig defaults = ProcessConfig.defaults();
        assertRefused("processes.maxProcesses is 0", () -> ProcessConfig.of(0));
        assertRefused("processes.maxProcesses is 2147483647", () -> ProcessConfig.of(Integer.MAX_VALUE));
        assertRefused("processes.maxProcesses is 4194305", () -> ProcessConfig.of(4 * 1024 * 1024 + 1));
        assertRefused("processes.maxWaiters is -1", () -> defaults.withMaxWaiters(-1));
        assertRefused("processes.maxStarts is 0", () -> defaults.withMaxStarts(0));
        assertRefused("processes.grace is PT-1S", () -> defaults.withGrace(Duration.ofSeconds(-1)));
        assertRefused("processes.linger is PT-1S", () -> defaults.withLinger(Duration.ofSeconds(-1)));
    }

    @Test
    void gatewayOfTheMostProcessesCanBeMade() {
        CgiGateway.builder(request -> {
                    throw new AssertionError("not asked for");
                })
                .processes(ProcessConfig.of(4 * 1024 * 1024))
                .build()
                .close();
    }
}
