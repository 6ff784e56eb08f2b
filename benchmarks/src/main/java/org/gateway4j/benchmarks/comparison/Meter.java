package org.gateway4j.benchmarks.comparison;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** What this process uses from one moment to another: time, processor time, allocated bytes. */
final class Meter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long cpu;
    private final long bytes;
    private final long begin;

    private Meter(long cpu, long bytes, long begin) {
        this.cpu = cpu;
        this.bytes = bytes;
        this.begin = begin;
    }

    static Meter start() throws IOException {
        return new Meter(cpu(), allocated(), System.nanoTime());
    }

    /** A turn in which so many requests were answered. */
    Match.Turn stop(long calls) throws IOException {
        long nanos = System.nanoTime() - begin;
        // Before the processor time, which allocates while it is read.
        long allocated = Math.max(0, allocated() - bytes);
        return new Match.Turn(Math.max(1, calls), 0, nanos, cpu() - cpu, allocated);
    }

    private static long cpu() throws IOException {
        return ProcessorTime.ofProcess(ProcessHandle.current().pid());
    }

    private static long allocated() {
        return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}
