package org.gateway4j.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** How much heap a thread has taken: an exchange runs on the thread of its caller. */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long before = now();

    private Allocation() {}

    /** {@return a count of what the current thread takes from here on} */
    public static Allocation ofThisThread() {
        return new Allocation();
    }

    private static long now() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /**
     * Fails if the thread has taken more by now. To be called by the same thread.
     *
     * @param bytes the most that it may have taken
     */
    public void assertAtMost(long bytes) {
        long taken = now() - before;
        assertTrue(taken <= bytes, taken + " bytes allocated, more than " + bytes);
    }
}
