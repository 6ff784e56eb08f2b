package org.gateway4j.benchmarks.comparison;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** What an operation allocates on its own thread. */
final class Allocation {

    private static final int WARM_UP = 20_000;
    private static final int CALLS = 100_000;

    private Allocation() {}

    /** Bytes for each call, once it is compiled. */
    static double perCall(Callable<?> operation) throws Exception {
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        Sink sink = new Sink();
        repeat(operation, sink, WARM_UP);
        long before = threads.getThreadAllocatedBytes(thread);
        repeat(operation, sink, CALLS);
        return (double) (threads.getThreadAllocatedBytes(thread) - before) / CALLS;
    }

    private static void repeat(Callable<?> operation, Sink sink, int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            sink.last = operation.call();
        }
    }

    /** Lets what is made escape. */
    private static final class Sink {

        volatile Object last = "";
    }
}
