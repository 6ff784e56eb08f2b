package org.gateway4j.contract;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Endpoint;
import org.gateway4j.testkit.Transport;

/** Accepts connections and serves each on a thread of its own. */
public final class SocketServer implements AutoCloseable {

    /** How to serve a connection. */
    @FunctionalInterface
    public interface Service {

        /**
         * Serves a connection; it is closed afterwards.
         *
         * @param socket the connection
         * @param number of the connection, from 1
         * @throws Exception what {@link SocketServer#close} tells, unless it is an {@link IOException}
         */
        void serve(PeerSocket socket, int number) throws Exception;
    }

    private static final int BACKLOG = 128;

    private final ServerSocketChannel listener;
    private final Endpoint endpoint;
    private final Service service;
    private final Set<PeerSocket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private SocketServer(ServerSocketChannel listener, Endpoint endpoint, Service service) {
        this.listener = listener;
        this.endpoint = endpoint;
        this.service = service;
    }

    /**
     * Starts a server.
     *
     * @param transport what it listens on
     * @param directory where a Unix domain socket is made
     * @param service called on a thread of its own for each connection
     * @return one that listens
     * @throws IOException if nothing can listen there
     */
    public static SocketServer listen(Transport transport, Path directory, Service service) throws IOException {
        ServerSocketChannel listener = transport.listen(directory, BACKLOG);
        SocketServer server = new SocketServer(listener, Endpoint.parse(transport.address(listener)), service);
        start(server::accept, "test server");
        return server;
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                PeerSocket socket = new PeerSocket(channel);
                open.add(socket);
                int number = accepted.incrementAndGet();
                start(() -> serve(socket, number), "test server connection " + number);
            }
        } catch (IOException e) {
            // Closed, which is how it ends.
        }
    }

    private void serve(PeerSocket socket, int number) {
        try (socket) {
            service.serve(socket, number);
        } catch (IOException e) {
            // The gateway has let go; what that means is for the test to say.
        } catch (Exception | AssertionError e) {
            failures.add(e);
        } finally {
            open.remove(socket);
        }
    }

    /** {@return where it listens} */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** {@return how many connections it has accepted} */
    public int accepted() {
        return accepted.get();
    }

    /** {@return how many of them are open} */
    public int open() {
        return open.size();
    }

    /** Stops; throws what went wrong in serving, other than broken connections. */
    @Override
    public void close() throws IOException {
        listener.close();
        for (PeerSocket socket : open) {
            socket.close();
        }
        if (endpoint instanceof Endpoint.Unix unix) {
            Files.deleteIfExists(unix.path());
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("the application failed", failures.peek());
        }
    }
}
