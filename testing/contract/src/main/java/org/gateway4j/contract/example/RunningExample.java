package org.gateway4j.contract.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gateway4j.testkit.backends.Daemon;

/** The jar of an example in a process of its own, on a free port of loopback. */
public final class RunningExample {

    /** Set by Maven, which makes the jar. */
    private static final String JAR = "gateway4j.exampleJar";

    private final Daemon daemon;
    private final URI uri;

    private RunningExample(Daemon daemon, URI uri) {
        this.daemon = daemon;
        this.uri = uri;
    }

    /**
     * Starts it, and returns once it listens.
     *
     * @param output the file that its output is appended to. Its temporary files are beside
     * @param properties system properties beside {@code port}, such as the address of the application
     * @return the running example
     * @throws IOException if it cannot be started
     */
    public static RunningExample start(Path output, Map<String, String> properties) throws IOException {
        int port = Daemon.freePort();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dport=" + port));
        command.add("-Djava.io.tmpdir=" + output.toAbsolutePath().getParent());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(Objects.requireNonNull(System.getProperty(JAR), "run by Maven, which makes the jar"));
        return new RunningExample(Daemon.start(output, List.of(port), command), URI.create("http://127.0.0.1:" + port));
    }

    /**
     * Asks for a resource.
     *
     * @param target path and query
     * @return the answer
     * @throws IOException if there is none
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public HttpResponse<String> get(String target) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(target)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    /**
     * Ends it.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public void stop() throws InterruptedException {
        daemon.stop();
    }
}
