package org.gateway4j.examples.apps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/**
 * The wiki of Debian's package mediawiki, with a root, a configuration, an SQLite database and pictures of its own. Its
 * addresses are short: {@code /wiki/Title} by the front controller.
 */
final class MediaWiki {

    static final Path PACKAGE = Path.of("/usr/share/mediawiki");
    static final String USER = "Ann";
    static final String PASSWORD = "correct-horse-9";

    /** What its manual of security wants denied, and where nothing that was sent in may run. */
    static final List<String> DENIED = List.of(
            "/cache",
            "/includes",
            "/languages",
            "/maintenance",
            "/mw-config",
            "/vendor",
            "/images/deleted",
            "/images/**/*.php",
            "LocalSettings.php");

    /** The directories and scripts that its package links together, but for those that hold what a site owns. */
    private static final List<String> OWN = List.of("LocalSettings.php", "images", "cache", "config");

    private MediaWiki() {}

    /** Installs it within a site and gives back the settings of a PHP-FPM that runs it. */
    static PhpFpm.Settings install(Site site) throws IOException {
        RealBackends.installed(PACKAGE);
        linkPackage(site);
        Path data = open(Files.createDirectory(site.writable().resolve("data")));
        Files.createSymbolicLink(
                site.root().resolve("images"),
                open(Files.createDirectory(site.writable().resolve("images"))));
        runInstaller(site, data);
        try (Stream<Path> files = Files.walk(data)) {
            files.forEach(MediaWiki::open);
        }
        Path settings = site.root().resolve("LocalSettings.php");
        Files.writeString(settings, Files.readString(settings) + """
                $wgServer = 'http://' . $_SERVER['HTTP_HOST'];
                $wgArticlePath = '/wiki/$1';
                $wgEnableUploads = true;
                $wgUploadDirectory = '%s/images';
                $wgMainCacheType = CACHE_NONE;
                $wgJobRunRate = 0;
                """.formatted(site.writable()));
        Path prepended =
                Files.writeString(site.file("prepended.php"), "<?php define('MW_CONFIG_FILE', '" + settings + "');\n");
        return PhpFpm.Settings.of(Transport.UNIX).php("auto_prepend_file", prepended.toString());
    }

    private static void linkPackage(Site site) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/var/lib/mediawiki"))) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!OWN.contains(name)) {
                    Files.createSymbolicLink(site.root().resolve(name), entry);
                }
            }
        }
    }

    private static void runInstaller(Site site, Path data) throws IOException {
        try {
            Command.run(
                    site.file("install.log"),
                    RealBackends.program("php").toString(),
                    PACKAGE.resolve("maintenance/install.php").toString(),
                    "--confpath=" + site.root(),
                    "--dbtype=sqlite",
                    "--dbpath=" + data,
                    "--dbname=wiki",
                    "--server=http://127.0.0.1",
                    "--scriptpath=",
                    "--pass=" + PASSWORD,
                    "A wiki",
                    USER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static Path open(Path path) {
        try {
            String permissions = Files.isDirectory(path) ? "rwxrwxrwx" : "rw-rw-rw-";
            return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
