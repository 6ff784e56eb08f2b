package org.gateway4j.testkit.processes;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.Site;

/**
 * A class with a {@code main} of this class path, run as another process, so that it shares neither heap nor compiler with
 * this one. Its side of the conversation is {@link ParentProcess}. One thread at a time may use it.
 */
public final class JavaProgram implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final String address;
    private final Site site;

    private JavaProgram(Process process, Site site) throws IOException {
        this.process = process;
        this.site = site;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = output.readLine();
        if (line == null || !line.startsWith(ParentProcess.READY)) {
            close();
            throw new IOException("the program did not start but said: " + line);
        }
        address = line.substring(ParentProcess.READY.length());
    }

    /**
     * Starts a program, and returns once it has said by {@link ParentProcess#tellReady} that it is ready.
     *
     * @param program a class with a {@code main}
     * @param arguments of the program
     * @return the running program
     * @throws IOException if it ends before it is ready
     */
    public static JavaProgram start(Class<?> program, String... arguments) throws IOException {
        return new JavaProgram(run(program, List.of(arguments)), new Site());
    }

    /**
     * Starts a program that listens by {@link ParentProcess#listen}, and returns once it does.
     *
     * @param transport what it is to listen on
     * @param program a class with a {@code main}
     * @param arguments of the program, to which those are added that say where
     * @return the running program
     * @throws IOException if it ends before it is ready
     */
    public static JavaProgram start(Transport transport, Class<?> program, String... arguments) throws IOException {
        Site site = new Site();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(transport.name());
        all.add(site.writable().toString());
        return new JavaProgram(run(program, all), site);
    }

    /**
     * Runs a program to its end.
     *
     * @param option of its JVM, such as {@code -Xmx64m}
     * @param program a class with a {@code main}
     * @param arguments of the program
     * @return what it wrote to standard output and to standard error
     * @throws IOException if it cannot be started
     */
    public static String outputOf(String option, Class<?> program, String... arguments) throws IOException {
        Process process = new ProcessBuilder(JavaCommand.of(option, program, List.of(arguments)))
                .redirectErrorStream(true)
                .start();
        try (InputStream output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process run(Class<?> program, List<String> arguments) throws IOException {
        return new ProcessBuilder(JavaCommand.of("-XX:+UseSerialGC", program, arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** {@return its process} */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Writes a line to its standard input and reads one from its standard output.
     *
     * @param line without its end
     * @return the line of the program
     * @throws EOFException if it has ended
     * @throws IOException if the program cannot be reached
     */
    public String ask(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new EOFException("the process has ended");
        }
        return answer;
    }

    /** {@return where it listens, as an endpoint} */
    public String address() {
        return address;
    }

    /** Ends the process at once, waits for its end and removes its socket. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        site.close();
    }
}
