package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.testkit.Await;

/** A server of a test's own that runs in the foreground. */
public record Daemon(ProcessTree processes) {

    /** Starts it, and returns once it listens on all of its ports. */
    public static Daemon start(Path output, List<Integer> ports, List<String> command) throws IOException {
        ProcessTree processes = ProcessTree.start(output, command);
        Await.until(
                command.get(0) + " listens or ends",
                () -> !processes.isAlive() || ports.stream().allMatch(Daemon::listens));
        if (!processes.isAlive()) {
            throw new IllegalStateException(command.get(0) + " does not start: " + Files.readString(output));
        }
        return new Daemon(processes);
    }

    /** One that nobody listens on. */
    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public void stop() throws InterruptedException {
        processes.stop();
    }
}
