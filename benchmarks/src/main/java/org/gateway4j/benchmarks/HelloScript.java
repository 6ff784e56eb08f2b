package org.gateway4j.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.ScriptResolver;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A shell script that says hello, the gateway to it, and the environment that the gateway gives it. */
@State(Scope.Benchmark)
public class HelloScript {

    private static final String HELLO = "#!/bin/sh\necho 'Content-Type: text/plain'\necho\necho 'Hello, world!'\n";

    /** Tells its environment instead. */
    private static final String ENVIRONMENT = "#!/bin/sh\necho 'Content-Type: text/plain'\necho\nexec env\n";

    private static final File NOTHING = new File("/dev/null");

    private final Map<String, String> environment = new HashMap<>();
    private Path directory = Path.of("");
    private Path file = directory;
    private Gateway gateway;

    /** Writes the script. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = Files.createTempDirectory("gateway4j-benchmark-");
        file = directory.resolve("hello");
        write(ENVIRONMENT);
        gateway = CgiGateway.builder(ScriptResolver.executable(file)).build();
        learnEnvironment();
        write(HELLO);
    }

    private void write(String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the shell sets itself is so little that it does not count. */
    private void learnEnvironment() throws IOException {
        try (GatewayResponse response = gateway.dispatch(BrowserRequest.get())) {
            new String(response.body().readAllBytes(), UTF_8)
                    .lines()
                    .forEach(line -> environment.put(
                            line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        }
    }

    /** Ends what is left of the script, and removes it. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        gateway.close();
        Files.delete(file);
        Files.delete(directory);
    }

    Gateway gateway() {
        return gateway;
    }

    /** Starts it as the gateway does, reads its output, and waits for its exit. */
    long spawn(byte[] buffer) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(file.toString())
                .directory(directory.toFile())
                .redirectInput(NOTHING);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        long length = 0;
        try (InputStream output = process.getInputStream();
                InputStream errors = process.getErrorStream()) {
            length += drain(output, buffer);
            length += drain(errors, buffer);
        }
        if (process.waitFor() != 0) {
            throw new IOException("exit status " + process.exitValue());
        }
        return length;
    }

    private static long drain(InputStream stream, byte[] buffer) throws IOException {
        long length = 0;
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            length += count;
        }
        return length;
    }
}
