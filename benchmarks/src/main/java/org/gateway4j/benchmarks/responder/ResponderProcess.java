package org.gateway4j.benchmarks.responder;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** The responder, run as another process so that it shares neither heap nor compiler with what is measured. */
public final class ResponderProcess implements AutoCloseable {

    /** In the line by which it says that connections are accepted; the port follows, 0 if there is none. */
    public static final String READY = "ready ";

    private final Process process;
    private final BufferedReader output;
    private final Endpoint endpoint;
    private final @Nullable Path directory;

    private ResponderProcess(Process process, BufferedReader output, Endpoint endpoint, @Nullable Path directory) {
        this.process = process;
        this.output = output;
        this.endpoint = endpoint;
        this.directory = directory;
    }

    /** Starts one that does that on a socket of that kind, {@code tcp} or {@code unix}. */
    public static ResponderProcess start(String socket, Service service) throws IOException {
        return switch (socket) {
            case "tcp" -> tcp(Responder.class, service.argument());
            case "unix" -> unix(Responder.class, service.argument());
            default -> throw new IllegalArgumentException("socket " + socket + " is neither tcp nor unix");
        };
    }

    /** Starts another program that says where it listens as this one does, on a TCP port. */
    public static ResponderProcess tcp(Class<?> program, String... arguments) throws IOException {
        Process process = start(program, List.of(arguments));
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        BufferedReader output = outputOf(process);
        return new ResponderProcess(process, output, Endpoint.tcp(host, awaitReady(process, output)), null);
    }

    /** Starts another program, whose last argument becomes the path of its Unix domain socket. */
    public static ResponderProcess unix(Class<?> program, String... arguments) throws IOException {
        Path directory = Files.createTempDirectory("responder");
        Path socket = directory.resolve("socket");
        List<String> withSocket = new ArrayList<>(List.of(arguments));
        withSocket.add(socket.toString());
        Process process = start(program, withSocket);
        BufferedReader output = outputOf(process);
        awaitReady(process, output);
        return new ResponderProcess(process, output, Endpoint.unix(socket), directory);
    }

    private static Process start(Class<?> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Dorg.jboss.logging.provider=slf4j",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static BufferedReader outputOf(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static int awaitReady(Process process, BufferedReader output) throws IOException {
        String line = output.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroyForcibly();
            throw new IOException("responder did not start but said: " + line);
        }
        return Integer.parseInt(line.substring(READY.length()));
    }

    /** The process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Writes a line to its standard input and reads one from its standard output. */
    public String ask(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new EOFException("the process has ended");
        }
        return answer;
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
