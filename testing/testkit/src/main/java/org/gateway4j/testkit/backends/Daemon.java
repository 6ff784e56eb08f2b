package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.testkit.Await;

/**
 * A server of a test's own that runs in the foreground.
 *
 * @param processes its processes
 */
public record Daemon(ProcessTree processes) {

    /**
     * Starts a server, and returns once it listens on all of its ports.
     *
     * @param output the file that its output is appended to
     * @param ports those of loopback on which it will listen
     * @param command a program that stays in the foreground, and its arguments
     * @return the running server
     * @throws IOException if it cannot be started
     */
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

    /**
     * {@return a port of loopback that nobody listens on}
     *
     * @throws IOException if there is none
     */
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

    /**
     * Ends it.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        processes.stop();
    }
}
