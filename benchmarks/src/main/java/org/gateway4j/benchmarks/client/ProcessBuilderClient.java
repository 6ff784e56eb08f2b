package org.gateway4j.benchmarks.client;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;

/**
 * What running a program costs at least: it starts it with the environment that the library would give it, reads its
 * output and error output, and waits for its exit.
 */
final class ProcessBuilderClient implements Client {

    private static final File NOTHING = new File("/dev/null");

    private final Path program;
    private final File directory;
    private final Map<String, String> environment = new HashMap<>();

    ProcessBuilderClient(Path program) throws IOException {
        this.program = program;
        directory = Objects.requireNonNull(program.getParent()).toFile();
        learnEnvironment();
    }

    /** What the shell sets itself is so little that it does not count. */
    private void learnEnvironment() throws IOException {
        try (HelloScript teller = HelloScript.environment();
                Gateway gateway = CgiContestant.gateway(teller, 1);
                GatewayResponse response = gateway.dispatch(BrowserRequest.get())) {
            new String(response.body().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(this::learn);
        }
    }

    private void learn(String line) {
        int end = line.indexOf('=');
        environment.put(line.substring(0, end), line.substring(end + 1));
    }

    @Override
    public Caller caller() {
        return new Spawner();
    }

    @Override
    public void close() {}

    private final class Spawner implements Caller {

        private final byte[] buffer = new byte[64 * 1024];

        @Override
        public long call() throws IOException {
            ProcessBuilder builder =
                    new ProcessBuilder(program.toString()).directory(directory).redirectInput(NOTHING);
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            long length = 0;
            try (InputStream output = process.getInputStream();
                    InputStream errors = process.getErrorStream()) {
                length += drain(output);
                length += drain(errors);
            }
            if (exitStatus(process) != 0) {
                throw new IOException("exit status " + process.exitValue());
            }
            return length;
        }

        private long drain(InputStream stream) throws IOException {
            long length = 0;
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                length += count;
            }
            return length;
        }
    }

    private static int exitStatus(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
