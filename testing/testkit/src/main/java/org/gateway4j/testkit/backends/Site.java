package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/** A temporary directory with a document root that an application of another user can read, and places it can write to. */
public final class Site implements AutoCloseable {

    private final Path directory;

    public Site() throws IOException {
        directory = Files.createTempDirectory("g4j").toRealPath();
        open(directory, "rwxr-xr-x");
        open(Files.createDirectory(root()), "rwxr-xr-x");
        open(Files.createDirectory(writable()), "rwxrwxrwx");
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    public Path root() {
        return directory.resolve("www");
    }

    /** Where the application may write. */
    public Path writable() {
        return directory.resolve("var");
    }

    /** A file beside the document root. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Writes a file below the document root. */
    public Path write(String path, String content) throws IOException {
        Path file = root().resolve(path.substring(1));
        for (Path parent : missingParents(file)) {
            open(Files.createDirectory(parent), "rwxr-xr-x");
        }
        open(Files.writeString(file, content), "rw-r--r--");
        return file;
    }

    private static Iterable<Path> missingParents(Path file) {
        return Stream.iterate(file.getParent(), Files::notExists, Path::getParent)
                .sorted(Comparator.comparingInt(Path::getNameCount))
                .toList();
    }

    /** Makes a file that a script waits for. */
    public void signal(String name) throws IOException {
        open(Files.createFile(writable().resolve(name)), "rw-r--r--");
    }

    public boolean has(String name) {
        return Files.exists(writable().resolve(name));
    }

    /** The user that a daemon started by root runs its workers as. */
    public static String unprivilegedUser() throws IOException {
        Set<String> users = Set.copyOf(Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList());
        return users.contains("www-data") ? "www-data" : "nobody";
    }

    public static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(Site::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
