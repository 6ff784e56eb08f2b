package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
                "ProcessConfig[maxProcesses=32, maxWaiters=256, maxStarts=" + processors
                        + ", grace=PT2S, outputGrace=PT0.2S, attributes=" + ProcessAttributes.inherited() + "]",
                ProcessConfig.defaults().toString());
        assertEquals(ProcessConfig.of(32), ProcessConfig.defaults());
        assertEquals(ProcessConfig.of(32).hashCode(), ProcessConfig.defaults().hashCode());
        assertNotEquals(ProcessConfig.of(33), ProcessConfig.defaults());
    }

    @Test
    void eachPropertyCanBeChanged() {
        ProcessConfig changed = ProcessConfig.defaults()
                .withMaxProcesses(3)
                .withMaxWaiters(0)
                .withMaxStarts(1)
                .withGrace(Duration.ZERO)
                .withOutputGrace(Duration.ofMillis(5))
                .withAttributes(ProcessAttributes.inherited().withNice(3));
        assertEquals(
                "ProcessConfig[maxProcesses=3, maxWaiters=0, maxStarts=1, grace=PT0S, outputGrace=PT0.005S, attributes="
                        + ProcessAttributes.inherited().withNice(3) + "]",
                changed.toString());
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
        assertRefused("processes.outputGrace is PT-1S", () -> defaults.withOutputGrace(Duration.ofSeconds(-1)));
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
