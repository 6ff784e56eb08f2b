package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that nothing signals. */
public final class Await {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 5_000_000;

    private Await() {}

    public static void until(String what, Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(deadline)) {
                fail("still not after " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
