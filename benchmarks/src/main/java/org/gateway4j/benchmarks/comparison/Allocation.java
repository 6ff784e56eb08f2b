package org.gateway4j.benchmarks.comparison;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/** What an operation allocates on its own thread. */
final class Allocation {

    private static final int BATCH = 100;

    private Allocation() {}

    /** Bytes for each call, once it is compiled. */
    static double perCall(Plan plan, Callable<?> operation) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Sink sink = new Sink();
        repeat(operation, sink, plan.warmUp());
        long before = threads.getThreadAllocatedBytes(thread);
        long calls = repeat(operation, sink, plan.turn());
        return (double) (threads.getThreadAllocatedBytes(thread) - before) / calls;
    }

    private static long repeat(Callable<?> operation, Sink sink, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        long calls = 0;
        do {
            for (int i = 0; i < BATCH; i++) {
                sink.last = operation.call();
            }
            calls += BATCH;
        } while (System.nanoTime() < end);
        Objects.requireNonNull(sink.last);
        return calls;
    }

    /** Lets what is made escape. */
    private static final class Sink {

        volatile Object last = "";
    }
}
