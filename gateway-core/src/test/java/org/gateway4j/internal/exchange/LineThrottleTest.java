package org.gateway4j.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineThrottleTest {

    private static final long SECOND = 1_000_000_000;

    /** Begins where the next second overflows, as {@link System#nanoTime} may. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND / 2);

    private int admitted(LineThrottle throttle, int lines) {
        int admitted = 0;
        for (int i = 0; i < lines; i++) {
            admitted += throttle.admits() ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void soManyLinesPassInEachSecond() {
        LineThrottle throttle = new LineThrottle(3, now::get);
        assertEquals(3, admitted(throttle, 10));
        now.addAndGet(SECOND - 1);
        assertFalse(throttle.admits());
        now.addAndGet(1);
        assertEquals(3, admitted(throttle, 5));
        now.addAndGet(100 * SECOND);
        assertEquals(3, admitted(throttle, 5));
    }

    @Test
    void othersAreCountedOnce() {
        LineThrottle throttle = new LineThrottle(2, now::get);
        assertEquals(0, throttle.takeHeldBack());
        admitted(throttle, 9);
        assertEquals(7, throttle.takeHeldBack());
        assertEquals(0, throttle.takeHeldBack());
        now.addAndGet(SECOND);
        assertTrue(throttle.admits());
        assertEquals(0, throttle.takeHeldBack());
    }

    @Test
    void noneMayPass() {
        LineThrottle throttle = new LineThrottle(0, now::get);
        assertEquals(0, admitted(throttle, 4));
        assertEquals(4, throttle.takeHeldBack());
    }
}
