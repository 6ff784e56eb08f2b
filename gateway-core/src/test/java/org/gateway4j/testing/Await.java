package org.gateway4j.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assertions;

/** Waits for what another thread or process does. */
public final class Await {

    /** Far beyond what a loaded machine needs, so that only what never comes fails. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final long LOOK_NANOS = 2_000_000;

    private Await() {}

    /** Returns once the condition holds; fails, naming it, if that takes too long. */
    public static void until(String description, Callable<Boolean> condition) throws Exception {
        untilEquals(true, condition, description);
    }

    /** Returns once a value is the expected one; fails like any comparison if that takes too long. */
    public static <T> void untilEquals(T expected, Callable<T> actual, String description) throws Exception {
        long begun = System.nanoTime();
        for (T value = actual.call(); !expected.equals(value); value = actual.call()) {
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                Assertions.assertEquals(expected, value, description + ", waited for " + LONGEST.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
