package org.gateway4j.benchmarks.responder;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** The responder, run as another process so that it shares neither heap nor compiler with what is measured. */
public final class ResponderProcess implements AutoCloseable {

    private final Process process;
    private final Endpoint endpoint;
    private final @Nullable Path directory;

    private ResponderProcess(Process process, Endpoint endpoint, @Nullable Path directory) {
        this.process = process;
        this.endpoint = endpoint;
        this.directory = directory;
    }

    /** Starts one that listens on a TCP port and answers with bodies of that size. */
    public static ResponderProcess tcp(int bodySize) throws IOException {
        Process process = start(Integer.toString(bodySize));
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return new ResponderProcess(process, Endpoint.tcp(host, awaitReady(process)), null);
    }

    /** Starts one that listens on a Unix domain socket. */
    public static ResponderProcess unix(int bodySize) throws IOException {
        Path directory = Files.createTempDirectory("responder");
        Path socket = directory.resolve("socket");
        Process process = start(Integer.toString(bodySize), socket.toString());
        awaitReady(process);
        return new ResponderProcess(process, Endpoint.unix(socket), directory);
    }

    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                ownClassPath(),
                Responder.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Where these classes are; the responder needs nothing else but the JDK. */
    private static String ownClassPath() throws IOException {
        try {
            return new File(Responder.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static int awaitReady(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = output.readLine();
        if (line == null || !line.startsWith(Responder.READY)) {
            process.destroyForcibly();
            throw new IOException("responder did not start but said: " + line);
        }
        return Integer.parseInt(line.substring(Responder.READY.length()));
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Ends the process and waits for it. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        if (directory != null) {
            Files.deleteIfExists(directory.resolve("socket"));
            Files.delete(directory);
        }
    }
}
