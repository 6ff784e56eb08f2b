package org.gateway4j.ajp.tomcat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.testkit.Transport;

/** Stands between a gateway and a container, passes all bytes on, and cuts connections within answers when told to. */
final class Relay implements AutoCloseable {

    private static final int LONGEST_BEFORE_CUT = 150_000;

    private final SocketServer server;
    private final int port;
    private volatile boolean cutting;

    Relay(int port, Path directory) throws IOException {
        this.port = port;
        this.server = SocketServer.listen(Transport.TCP, directory, this::relay);
    }

    Endpoint endpoint() {
        return server.endpoint();
    }

    /** How many connections it holds. */
    int open() {
        return server.open();
    }

    /** From now on each connection is cut, at any place. */
    void cut() {
        cutting = true;
    }

    /** From now on no connection is. */
    void heal() {
        cutting = false;
    }

    private void relay(PeerSocket gateway, int number) throws IOException {
        try (Socket container = new Socket(InetAddress.getLoopbackAddress(), port)) {
            container.setTcpNoDelay(true);
            Thread requests = new Thread(() -> passRequests(gateway, container), "relay " + number);
            requests.setDaemon(true);
            requests.start();
            passAnswers(container.getInputStream(), gateway, new Random(number));
        }
    }

    private static void passRequests(PeerSocket gateway, Socket container) {
        byte[] buffer = new byte[16 * 1024];
        try (container;
                OutputStream output = container.getOutputStream()) {
            for (int count = gateway.read(buffer, 0, buffer.length);
                    count >= 0;
                    count = gateway.read(buffer, 0, buffer.length)) {
                output.write(buffer, 0, count);
            }
        } catch (IOException e) {
            // One of the two has let go, and closing tells the other.
        }
    }

    private void passAnswers(InputStream input, PeerSocket gateway, Random random) throws IOException {
        int beforeCut = random.nextInt(LONGEST_BEFORE_CUT);
        byte[] buffer = new byte[16 * 1024];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            boolean mayCut = cutting;
            boolean cut = mayCut && count >= beforeCut;
            gateway.write(Arrays.copyOf(buffer, cut ? beforeCut : count));
            if (cut && random.nextBoolean()) {
                gateway.reset();
            }
            if (cut) {
                return;
            }
            beforeCut -= mayCut ? count : 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
