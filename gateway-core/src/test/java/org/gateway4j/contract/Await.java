package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come to pass; a test fails if it does not. */
public final class Await {

    private static final long PATIENCE_SECONDS = 20;
    private static final long LOOK_NANOS = 1_000_000;

    private Await() {}

    /** Waits until a condition holds; the description is made when it does not. */
    public static void until(BooleanSupplier condition, Supplier<String> description) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, description);
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Waits until a latch opens. */
    public static void open(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS), "latch did not open");
    }
}
