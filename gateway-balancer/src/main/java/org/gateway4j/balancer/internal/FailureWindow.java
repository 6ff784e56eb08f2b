package org.gateway4j.balancer.internal;

import java.util.Arrays;

/** How many requests ended, and how many of them failed, within a time that slides in tenths. Used under a lock. */
final class FailureWindow {

    private static final int PARTS = 10;

    private final long partNanos;
    private final int[] ended = new int[PARTS];
    private final int[] failed = new int[PARTS];
    private int endedInAll;
    private int failedInAll;
    private long part = Long.MIN_VALUE;

    FailureWindow(long nanos) {
        partNanos = Math.max(1, nanos / PARTS);
    }

    void add(boolean failure, long now) {
        slide(now);
        int at = (int) Math.floorMod(part, (long) PARTS);
        ended[at]++;
        endedInAll++;
        if (failure) {
            failed[at]++;
            failedInAll++;
        }
    }

    private void slide(long now) {
        long present = Math.floorDiv(now, partNanos);
        if (part == Long.MIN_VALUE || present - part >= PARTS) {
            clear();
            part = present;
        }
        while (part < present) {
            part++;
            int at = (int) Math.floorMod(part, (long) PARTS);
            endedInAll -= ended[at];
            failedInAll -= failed[at];
            ended[at] = 0;
            failed[at] = 0;
        }
    }

    void clear() {
        Arrays.fill(ended, 0);
        Arrays.fill(failed, 0);
        endedInAll = 0;
        failedInAll = 0;
    }

    int ended() {
        return endedInAll;
    }

    int failed() {
        return failedInAll;
    }
}
