package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.function.Executable;

/** Measures whether a call ends at its deadline. */
final class Deadlines {

    /** What a busy machine may need on top. */
    private static final Duration TOLERANCE = Duration.ofMillis(1_500);

    private Deadlines() {}

    /** A call must fail so, not before the deadline and not long after. */
    static <E extends Throwable> E assertFailsAt(Duration deadline, Class<E> failure, Executable call) {
        long begun = System.nanoTime();
        E thrown = assertThrows(failure, call);
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertTrue(taken.compareTo(deadline) >= 0, () -> "failed after " + taken + ", before " + deadline);
        assertTrue(taken.compareTo(deadline.plus(TOLERANCE)) <= 0, () -> "failed after " + taken + ", not " + deadline);
        return thrown;
    }
}
