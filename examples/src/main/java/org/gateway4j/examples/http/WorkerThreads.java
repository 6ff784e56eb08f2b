package org.gateway4j.examples.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** One thread for each request being answered. */
final class WorkerThreads {

    /**
     * The JDK's HTTP server blocks within synchronized methods. Before this version such a virtual thread keeps its
     * carrier, and a few slow clients would stop the server.
     */
    private static final int GOOD_FOR_VIRTUAL_THREADS = 24;

    private static final int MAX_PLATFORM_THREADS = 256;

    private WorkerThreads() {}

    static ExecutorService start() {
        return Runtime.version().feature() >= GOOD_FOR_VIRTUAL_THREADS ? virtualThreads() : platformThreads();
    }

    /** By reflection: the class files are for Java 17. */
    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            return platformThreads();
        }
    }

    private static ExecutorService platformThreads() {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "host-worker-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MAX_PLATFORM_THREADS, MAX_PLATFORM_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
