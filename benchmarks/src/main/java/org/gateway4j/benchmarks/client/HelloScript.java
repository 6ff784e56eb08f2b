package org.gateway4j.benchmarks.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** A shell script that says hello, in a directory of its own. */
public final class HelloScript implements AutoCloseable {

    private static final String GREETING = "Hello, world!";

    /** How many bytes the body of its answer has. */
    static final int ANSWER = GREETING.length() + 1;

    private static final String HELLO = "#!/bin/sh\necho 'Content-Type: text/plain'\necho\necho '" + GREETING + "'\n";

    /** Tells its environment instead. */
    private static final String ENVIRONMENT = "#!/bin/sh\necho 'Content-Type: text/plain'\necho\nexec env\n";

    private final Path file;

    private HelloScript(Path file) {
        this.file = file;
    }

    /** The script. */
    public static HelloScript hello() throws IOException {
        return write(HELLO);
    }

    /** A script that answers with its environment. */
    static HelloScript environment() throws IOException {
        return write(ENVIRONMENT);
    }

    private static HelloScript write(String text) throws IOException {
        Path file = Files.createTempDirectory("gateway4j-benchmark-").resolve("hello");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new HelloScript(file);
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(file.getParent())) {
            all.sorted(Comparator.reverseOrder()).forEach(HelloScript::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
