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

    /**
     * Makes the directories.
     *
     * @throws IOException if a file cannot be read or written
     */
    public Site() throws IOException {
        directory = Files.createTempDirectory("g4j").toRealPath();
        open(directory, "rwxr-xr-x");
        open(Files.createDirectory(root()), "rwxr-xr-x");
        open(Files.createDirectory(writable()), "rwxrwxrwx");
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** {@return the document root} */
    public Path root() {
        return directory.resolve("www");
    }

    /** {@return a directory that the application may write to} */
    public Path writable() {
        return directory.resolve("var");
    }

    /**
     * {@return the path of a file beside the document root, which only this user can write}
     *
     * @param name of the file
     */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /**
     * Writes a file below the document root, and the directories that it needs.
     *
     * @param path with a leading slash, as in a URL
     * @param content written as UTF-8
     * @return the file
     * @throws IOException if a file cannot be read or written
     */
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

    /**
     * Makes an empty file that a script waits for.
     *
     * @param name of the file in {@link #writable}
     * @throws IOException if it is there already
     */
    public void signal(String name) throws IOException {
        open(Files.createFile(writable().resolve(name)), "rw-r--r--");
    }

    /**
     * {@return whether the application has made a file}
     *
     * @param name of the file in {@link #writable}
     */
    public boolean has(String name) {
        return Files.exists(writable().resolve(name));
    }

    /**
     * {@return the user that a daemon started by root runs its workers as}
     *
     * @throws IOException if the users of the machine cannot be read
     */
    public static String unprivilegedUser() throws IOException {
        Set<String> users = Set.copyOf(Files.readAllLines(Path.of("/etc/passwd")).stream()
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList());
        return users.contains("www-data") ? "www-data" : "nobody";
    }

    /** {@return whether this process runs as root} */
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
