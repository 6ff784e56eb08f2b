package org.gateway4j.supervisor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A log that a noisy process cannot flood. */
class LimitedOutputTest {

    private final List<String> passed = new ArrayList<>();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE);
    private final LimitedOutput output = new LimitedOutput(passed::add, now::get);

    private void write(int lines) {
        for (int i = 0; i < lines; i++) {
            output.accept("line");
        }
    }

    @Test
    void linesBeyondTheLimitAreLeftOutAndCounted() {
        write(LimitedOutput.MOST_PER_SECOND + 7);
        assertEquals(LimitedOutput.MOST_PER_SECOND, passed.size());
        now.addAndGet(1_000_000_000);
        passed.clear();
        write(1);
        assertEquals(List.of("(7 lines were left out)", "line"), passed);
    }

    @Test
    void linesWithinTheLimitAllPass() {
        for (int second = 0; second < 3; second++) {
            write(LimitedOutput.MOST_PER_SECOND);
            now.addAndGet(1_000_000_000);
        }
        assertEquals(3 * LimitedOutput.MOST_PER_SECOND, passed.size());
    }
}
