package org.gateway4j.benchmarks.host;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An installed server, with a configuration and a directory of its own. */
public final class NativeServer implements HttpServer {

    private static final long START_NANOS = 10_000_000_000L;

    private final Process process;
    private final Path directory;
    private final int port;

    private NativeServer(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Where a program is: on the path of programs, or where Debian puts servers. */
    static Optional<String> find(String program) {
        String paths = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(paths.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * Starts one and waits until it accepts.
     *
     * @param command in which {@code @DIRECTORY@} and {@code @CONFIGURATION@} are replaced
     * @param configuration in which {@code @DIRECTORY@} and {@code @PORT@} are replaced
     */
    static NativeServer start(List<String> command, String configuration) throws IOException {
        Path directory = Files.createTempDirectory("gateway4j-server-");
        int port = freePort();
        Path file = directory.resolve("configuration");
        UnaryOperator<String> replace = text -> text.replace("@DIRECTORY@", directory.toString())
                .replace("@CONFIGURATION@", file.toString())
                .replace("@PORT@", Integer.toString(port));
        Files.writeString(file, replace.apply(configuration));
        Process process = new ProcessBuilder(command.stream().map(replace).toList())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        NativeServer server = new NativeServer(process, directory, port);
        server.awaitAccepting();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitAccepting() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        long end = System.nanoTime() + START_NANOS;
        while (true) {
            try {
                SocketChannel.open(address).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    String output = Files.readString(directory.resolve("output"));
                    close();
                    throw new IOException("the server does not accept: " + output, e);
                }
                Thread.onSpinWait();
            }
        }
    }

    Path directory() {
        return directory;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
