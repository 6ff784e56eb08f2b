package org.gateway4j.internal.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do. */
final class Await {

    private static final long PATIENCE = 10_000_000_000L;

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, () -> "did not come: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Until a thread is parked or blocked in a system call of ours, as far as its state and stack can tell. */
    static void untilIn(Thread thread, String method) {
        until(thread.getName() + " in " + method, () -> {
            for (StackTraceElement frame : thread.getStackTrace()) {
                if (frame.getMethodName().equals(method)) {
                    return true;
                }
            }
            return false;
        });
    }
}
