package org.gateway4j.fastcgi.apps;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that serves FastCGI on descriptor 0.
 *
 * @param command what starts it
 * @param script the file to name as the script, which need not exist unless the program looks for it
 */
record Program(List<String> command, Path script) {

    /** A program that is an application of its own. */
    static Program of(Object... command) {
        List<String> words = List.of(command).stream().map(Object::toString).toList();
        return new Program(words, Path.of("/application"));
    }

    /** The source of one of the applications. */
    static Path source(String name) {
        try {
            return Path.of(Program.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs a compiler. */
    static void compile(Object... command) throws IOException, InterruptedException {
        List<String> words = List.of(command).stream().map(Object::toString).toList();
        Process compiler = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IllegalStateException(words + ": " + output);
        }
    }

    /** Whether a command, of which nothing else is wanted, succeeds. */
    static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
