package org.gateway4j.examples.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;

/** The JDK's HTTP server in front of the mounts. */
public final class HostServer implements AutoCloseable {

    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int BACKLOG = 1024;

    static {
        // Read once by the server's classes. Without it each answer in two pieces waits for the client's delayed ACK.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final MountTable mounts;

    private HostServer(HttpServer server, ExecutorService workers, MountTable mounts) {
        this.server = server;
        this.workers = workers;
        this.mounts = mounts;
    }

    /** Starts to serve. The mounts are closed with the server, or now if it cannot start. */
    public static HostServer start(InetSocketAddress address, MountTable mounts) throws IOException {
        try {
            HttpServer server = HttpServer.create(address, BACKLOG);
            ExecutorService workers = WorkerThreads.start();
            server.setExecutor(workers);
            server.createContext("/", new HttpAdapter(mounts));
            server.start();
            return new HostServer(server, workers, mounts);
        } catch (IOException e) {
            mounts.close();
            throw e;
        }
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops without waiting for requests in flight: their connections are closed, their exchanges aborted. */
    @Override
    public void close() {
        server.stop(0);
        mounts.close();
        workers.shutdownNow();
    }
}
