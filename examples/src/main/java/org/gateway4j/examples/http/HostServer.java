package org.gateway4j.examples.http;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;

/** The JDK's HTTP server in front of the mounts. */
public final class HostServer implements AutoCloseable {

    private static final int BACKLOG = 1024;

    static {
        // Without it each answer in two pieces waits for the client's delayed ACK.
        setDefault("sun.net.httpserver.nodelay", "true");
        // What it reads of a body that nobody wanted. Closing before its end can cost the client the answer.
        setDefault("sun.net.httpserver.drainAmount", Integer.toString(64 * 1024 * 1024));
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final MountTable mounts;

    private HostServer(HttpServer server, ExecutorService workers, MountTable mounts) {
        this.server = server;
        this.workers = workers;
        this.mounts = mounts;
    }

    /** The server's classes read their properties once, when the first server is made. */
    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
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
