package org.gateway4j.benchmarks.php;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.jspecify.annotations.Nullable;

/** A real PHP-FPM with one script, for as long as it is open. */
public final class PhpFpm implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final Path directory;

    private PhpFpm(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** The program, if there is one. */
    public static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/local/sbin", "/usr/sbin"))
                .flatMap(place -> Stream.of(
                        Optional.ofNullable(new File(place).listFiles()).orElse(new File[0])))
                .filter(file -> file.getName().matches("php-fpm[0-9.]*"))
                .map(File::toPath)
                .findFirst();
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param directives further lines of its pool's section
     */
    public static PhpFpm start(Path program, int workers, String script, String... directives) throws IOException {
        Path directory = Files.createTempDirectory("php-fpm");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("script.php"), script);
        List<String> lines = configuration(directory, workers);
        lines.addAll(List.of(directives));
        Path config = Files.write(directory.resolve("fpm.conf"), lines);
        Process process = new ProcessBuilder(program.toString(), "-F", "-y", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        PhpFpm fpm = new PhpFpm(process, directory);
        fpm.awaitSocket();
        return fpm;
    }

    private static List<String> configuration(Path directory, int workers) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "[global]",
                "error_log = " + directory.resolve("log"),
                "process_control_timeout = 5s",
                "[site]",
                "listen = " + directory.resolve("socket"),
                "listen.mode = 0666",
                "pm = static",
                "pm.max_children = " + workers));
        if (isRoot()) {
            lines.add("user = " + (isDebian() ? "www-data" : "nobody"));
        }
        return lines;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static boolean isDebian() throws IOException {
        return Files.readString(Path.of("/etc/passwd")).contains("www-data:");
    }

    /** The group of its workers, or null if they run as this process does. */
    public @Nullable String group() throws IOException {
        if (!isRoot()) {
            return null;
        }
        return isDebian() ? "www-data" : "nobody";
    }

    private void awaitSocket() throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(directory.resolve("socket"))) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IOException("php-fpm does not start: " + Files.readString(directory.resolve("output")));
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return Endpoint.unix(directory.resolve("socket"));
    }

    /** Its script's file. */
    public Path script() {
        return directory.resolve("script.php");
    }

    /** Reloads it gracefully, without waiting for it. */
    public void reload() throws IOException {
        new ProcessBuilder("kill", "-USR2", Long.toString(process.pid())).start();
    }

    /** The lines of its log so far. */
    public List<String> log() throws IOException {
        return Files.readAllLines(directory.resolve("log"));
    }

    /** Ends it and removes its files. */
    @Override
    public void close() throws IOException {
        List<ProcessHandle> workers = process.descendants().toList();
        process.destroy();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        workers.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
