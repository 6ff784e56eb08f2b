package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.gateway4j.Timeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock may stand anywhere, also where it overflows. */
class NanosTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000, Long.MIN_VALUE, Long.MAX_VALUE - 5, Long.MAX_VALUE - 1})
    void aDeadlinePassesAfterItsTimeWhereverTheClockStands(long now) {
        long deadline = Nanos.after(now, 100);
        assertFalse(Nanos.passed(deadline, now));
        assertFalse(Nanos.passed(deadline, now + 99));
        assertTrue(Nanos.passed(deadline, now + 100));
        assertTrue(Nanos.passed(deadline, now + 101));
        assertEquals(60, Nanos.left(deadline, now + 40));
        assertEquals(0, Nanos.left(deadline, now + 200));
        assertEquals(deadline, Nanos.earlier(deadline, Nanos.after(now, 101)));
        assertEquals(deadline, Nanos.earlier(Nanos.after(now, 101), deadline));
    }

    @Test
    void neverNeverComes() {
        assertEquals(Nanos.NEVER, Nanos.of(Timeouts.NEVER));
        assertEquals(Nanos.NEVER, Nanos.after(123, Nanos.NEVER));
        assertFalse(Nanos.passed(Nanos.NEVER, Long.MAX_VALUE));
        assertEquals(Nanos.NEVER, Nanos.left(Nanos.NEVER, 5));
        assertEquals(7, Nanos.earlier(7, Nanos.NEVER));
        assertEquals(7, Nanos.earlier(Nanos.NEVER, 7));
        assertEquals(Nanos.NEVER, Nanos.earlier(Nanos.NEVER, Nanos.NEVER));
    }

    @Test
    void durationsAreConverted() {
        assertEquals(1_500_000_000, Nanos.of(Duration.ofMillis(1_500)));
        assertNotEquals(Nanos.NEVER, Nanos.of(Duration.ofDays(365)));
    }
}
