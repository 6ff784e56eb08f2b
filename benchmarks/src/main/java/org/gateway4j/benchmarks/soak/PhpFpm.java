package org.gateway4j.benchmarks.soak;

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

/** A real PHP-FPM whose workers end after a few requests each. */
final class PhpFpm implements AutoCloseable {

    private static final String SCRIPT = """
            <?php
            function content($number, $length) {
                $text = '';
                for ($i = 0; strlen($text) < $length; $i++) {
                    $text .= "$number:$i;";
                }
                return substr($text, 0, $length);
            }
            [$number, $fault, $answer, $body] = explode('-', $_SERVER['QUERY_STRING']);
            $sent = file_get_contents('php://input') === content(-$number, $body);
            header('Content-Type: text/plain');
            header("X-Number: $number");
            echo $sent ? content($number, $answer) : 'another body than was sent';
            """;

    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final Path directory;

    private PhpFpm(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** The program, if there is one. */
    static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv("PATH").split(File.pathSeparator)),
                        Stream.of("/usr/local/sbin", "/usr/sbin"))
                .flatMap(place -> Stream.of(
                        Optional.ofNullable(new File(place).listFiles()).orElse(new File[0])))
                .filter(file -> file.getName().matches("php-fpm[0-9.]*"))
                .map(File::toPath)
                .findFirst();
    }

    /** Starts it and waits until it listens. */
    static PhpFpm start(Path program, int workers) throws IOException {
        Path directory = Files.createTempDirectory("soak");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("soak.php"), SCRIPT);
        Path config = Files.write(directory.resolve("fpm.conf"), configuration(directory, workers));
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
                "[soak]",
                "listen = " + directory.resolve("socket"),
                "listen.mode = 0666",
                "pm = static",
                "pm.max_children = " + workers,
                "pm.max_requests = 100"));
        if (System.getProperty("user.name").equals("root")) {
            boolean debian = Files.readString(Path.of("/etc/passwd")).contains("www-data:");
            lines.add("user = " + (debian ? "www-data" : "nobody"));
        }
        return lines;
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

    Endpoint endpoint() {
        return Endpoint.unix(directory.resolve("socket"));
    }

    Path script() {
        return directory.resolve("soak.php");
    }

    /** Reloads it gracefully, without waiting for it. */
    void reload() throws IOException {
        new ProcessBuilder("kill", "-USR2", Long.toString(process.pid())).start();
    }

    /** What was done to it so far, by its own log. */
    String history() throws IOException {
        List<String> log = Files.readAllLines(directory.resolve("log"));
        return "%,d graceful reloads, %,d workers recycled"
                .formatted(count(log, "using inherited socket"), count(log, "exited with code 0"));
    }

    private static long count(List<String> log, String event) {
        return log.stream().filter(line -> line.contains(event)).count();
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
