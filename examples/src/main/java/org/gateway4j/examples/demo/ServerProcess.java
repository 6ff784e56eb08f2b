package org.gateway4j.examples.demo;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A server in a process of its own, which listens on a Unix domain socket and ends with all its children. */
final class ServerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a server and waits until it accepts connections.
     *
     * @throws IOException if it does not; the message ends with what it wrote
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, Path socket, Path log)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start());
        try {
            server.awaitListening(socket);
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException(command.get(0) + " " + e.getMessage() + ": " + Files.readString(log), e);
        }
    }

    private void awaitListening(Path socket) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!accepts(socket)) {
            if (!process.isAlive()) {
                throw new IOException("ended with exit code " + process.exitValue());
            }
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("does not listen after " + PATIENCE.toSeconds() + " s");
            }
            pause();
        }
    }

    private static boolean accepts(Path socket) {
        try (SocketChannel connection = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return connection.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() throws InterruptedIOException {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was starting");
        }
    }

    /** The children are looked up first: a parent that dies at once would leave them without a trace. */
    @Override
    public void close() {
        List<ProcessHandle> tree = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        process.destroy();
        if (!haveEnded(tree)) {
            tree.forEach(ProcessHandle::destroyForcibly);
            haveEnded(tree);
        }
    }

    private static boolean haveEnded(List<ProcessHandle> tree) {
        try {
            CompletableFuture.allOf(tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
