package org.gateway4j.examples.server;

import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;

/** The threads that wait for applications: one for each request being answered. */
final class RequestThreads {

    /**
     * Before this version a virtual thread that blocks within a synchronized method keeps its carrier, and a few slow clients
     * would stop the server.
     */
    private static final int GOOD_FOR_VIRTUAL_THREADS = 24;

    private static final int MAX_PLATFORM_THREADS = 256;

    private RequestThreads() {}

    static ThreadPool pool() {
        QueuedThreadPool pool = new QueuedThreadPool(MAX_PLATFORM_THREADS);
        pool.setName("host");
        pool.setDaemon(true);
        if (Runtime.version().feature() >= GOOD_FOR_VIRTUAL_THREADS) {
            pool.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("host-request-"));
        }
        return pool;
    }
}
