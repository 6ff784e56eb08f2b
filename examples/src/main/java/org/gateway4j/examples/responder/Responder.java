package org.gateway4j.examples.responder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A FastCGI server for one application, on a free port of the loopback address, with a thread for each connection. */
public final class Responder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private final ServerSocket listener;
    private final Application application;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();

    private Responder(ServerSocket listener, Application application) {
        this.listener = listener;
        this.application = application;
    }

    public static Responder start(Application application) throws IOException {
        ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        Responder responder = new Responder(listener, application);
        startDaemon(responder::acceptAll, "responder-accept");
        return responder;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private static void startDaemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                startDaemon(() -> serve(connection), "responder-" + accepted.incrementAndGet());
            }
        } catch (IOException e) {
            LOG.debug("no longer accepting: {}", e.toString());
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            new ResponderConnection(connection, application).serve();
        } catch (IOException e) {
            LOG.debug("connection ended: {}", e.toString());
        } finally {
            connections.remove(connection);
        }
    }

    @Override
    public void close() {
        closeQuietly(listener);
        connections.forEach(Responder::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            LOG.debug("closing: {}", e.toString());
        }
    }
}
