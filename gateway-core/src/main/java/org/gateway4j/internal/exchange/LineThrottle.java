package org.gateway4j.internal.exchange;

import java.util.function.LongSupplier;

/** Lets a number of lines pass in each second, and counts the others. Safe for use by several threads. */
final class LineThrottle {

    private static final long WINDOW_NANOS = 1_000_000_000;

    private final int most;
    private final LongSupplier clock;
    private long windowStart;
    private int passed;
    private long heldBack;

    LineThrottle(int most, LongSupplier clock) {
        this.most = most;
        this.clock = clock;
        this.windowStart = clock.getAsLong();
    }

    /** Whether a line may pass now. */
    synchronized boolean admits() {
        long now = clock.getAsLong();
        if (now - windowStart >= WINDOW_NANOS) {
            windowStart = now;
            passed = 0;
        }
        if (passed < most) {
            passed++;
            return true;
        }
        heldBack++;
        return false;
    }

    /** How many lines were held back since the last call. */
    synchronized long takeHeldBack() {
        long count = heldBack;
        heldBack = 0;
        return count;
    }
}
