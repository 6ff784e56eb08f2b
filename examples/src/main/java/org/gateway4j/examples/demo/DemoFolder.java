package org.gateway4j.examples.demo;

import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static java.util.Comparator.reverseOrder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A private temporary folder: {@code www} with the demo's PHP scripts and files, {@code cgi-bin} with its shell scripts,
 * {@code run} with what its backend needs to run, {@code sessions} for PHP's sessions. Deleted when closed.
 */
final class DemoFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoFolder.class);

    private static final List<String> FILES = List.of(
            "clock.html",
            "clock.php",
            "error.php",
            "form.php",
            "index.php",
            "info.php",
            "session.php",
            "slow.php",
            "style.css",
            "upload.php");

    private static final List<String> SHELL_SCRIPTS =
            List.of("broken.sh", "clock.sh", "environment.sh", "error.sh", "form.sh", "redirect.sh", "slow.sh");

    private final Path folder;

    private DemoFolder(Path folder) {
        this.folder = folder;
    }

    /** With the demo's scripts and files. */
    static DemoFolder create() throws IOException {
        DemoFolder folder = empty();
        try {
            unpack("www/", FILES, folder.www());
            unpack("cgi-bin/", SHELL_SCRIPTS, folder.cgiBin());
            return folder;
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    static DemoFolder empty() throws IOException {
        DemoFolder folder = new DemoFolder(Files.createTempDirectory("gateway4j-demo-"));
        Files.createDirectory(folder.www());
        Files.createDirectory(folder.cgiBin());
        Files.createDirectory(folder.run());
        Files.createDirectory(folder.sessions());
        return folder;
    }

    private static void unpack(String from, List<String> names, Path target) throws IOException {
        for (String name : names) {
            try (InputStream content =
                    Objects.requireNonNull(DemoFolder.class.getResourceAsStream(from + name), name)) {
                Files.copy(content, target.resolve(name));
            }
        }
    }

    Path www() {
        return folder.resolve("www");
    }

    Path cgiBin() {
        return folder.resolve("cgi-bin");
    }

    Path run() {
        return folder.resolve("run");
    }

    Path sessions() {
        return folder.resolve("sessions");
    }

    /** Lets another user run the scripts and keep sessions; what is in {@code run} stays private. */
    void openTo(UserPrincipal worker) throws IOException {
        allow(folder, "rwx--x--x");
        allow(run(), "rwx------");
        allow(sessions(), "rwx------");
        Files.setOwner(sessions(), worker);
        allow(www(), "rwxr-xr-x");
        try (Stream<Path> files = Files.list(www())) {
            for (Path file : files.toList()) {
                allow(file, "rw-r--r--");
            }
        }
    }

    private static void allow(Path path, String permissions) throws IOException {
        PosixFileAttributeView attributes = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (attributes != null) {
            attributes.setPermissions(fromString(permissions));
        }
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("could not delete {}: {}", folder, e.toString());
        }
    }
}
