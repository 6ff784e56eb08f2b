package org.gateway4j.examples.cgi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gateway4j.testkit.backends.RealBackends;

/**
 * A real git, without the configuration and the proxies of whoever runs the test.
 *
 * @param program its file
 * @param home where it runs and keeps its files
 */
record Git(Path program, Path home) {

    /** What git has written: its answer, and what it tells its user. */
    record Output(String answer, String said) {}

    static Git in(Path home) {
        return new Git(RealBackends.program("git"), home);
    }

    /** Runs a command, which must succeed. */
    Output run(String... arguments) throws IOException, InterruptedException {
        return run(new byte[0], arguments);
    }

    /** Runs a command with an input. */
    Output run(byte[] input, String... arguments) throws IOException, InterruptedException {
        Path given = Files.write(home.resolve("input"), input);
        Path answer = home.resolve("answer");
        Path said = home.resolve("said");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(given.toFile())
                .redirectOutput(answer.toFile())
                .redirectError(said.toFile());
        setEnvironment(builder.environment());
        int status = builder.start().waitFor();
        Output output = new Output(text(answer), text(said));
        assertEquals(0, status, () -> command + ": " + output.said());
        return output;
    }

    private void setEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.keySet().removeIf(name -> name.startsWith("GIT_"));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("GIT_TRACE_CURL", "1");
        environment.put("GIT_TRACE_CURL_NO_DATA", "1");
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8);
    }

    /** A bare repository that clients may push to. It does not try to make noise smaller. */
    Path bare(String name) throws IOException, InterruptedException {
        Path repository = home.resolve("projects").resolve(name);
        run("init", "-q", "--bare", "--initial-branch=main", repository.toString());
        run("-C", repository.toString(), "config", "http.receivepack", "true");
        run("-C", repository.toString(), "config", "core.compression", "0");
        run("-C", repository.toString(), "config", "core.bigFileThreshold", "512k");
        return repository;
    }

    /** Adds commits to a repository, each with a file of its own and a branch that ends there. */
    void commit(Path repository, String prefix, List<byte[]> files) throws IOException, InterruptedException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < files.size(); i++) {
            byte[] content = files.get(i);
            String name = prefix + i;
            stream.writeBytes(
                    """
                    commit refs/heads/main
                    committer Ann <ann@example.org> %d +0000
                    data %d
                    %s
                    %sM 100644 inline %s
                    data %d
                    """.formatted(1_000_000_000 + i, name.length(), name, parent(repository, i), name, content.length)
                            .getBytes(UTF_8));
            stream.writeBytes(content);
            stream.writeBytes("\nreset refs/heads/%s\nfrom refs/heads/main\n\n"
                    .formatted(name)
                    .getBytes(UTF_8));
        }
        run(stream.toByteArray(), "-C", repository.toString(), "fast-import", "--quiet");
    }

    /** The first commit of an import follows the one that is there. */
    private static String parent(Path repository, int index) {
        Path main = repository.resolve("refs/heads/main");
        return index == 0 && Files.exists(main) ? "from refs/heads/main^0\n" : "";
    }

    /** What a revision is called by its content. */
    String revision(Path repository, String name) throws IOException, InterruptedException {
        return run("-C", repository.toString(), "rev-parse", name).answer().strip();
    }
}
