package org.gateway4j.examples.apps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** The blog of Debian's package wordpress, with a root, a configuration and uploads of its own. */
final class WordPress {

    static final Path PACKAGE = Path.of("/usr/share/wordpress");
    static final String USER = "ann";
    static final String PASSWORD = "correct-horse-9";

    /** What its handbook of hardening wants denied, and where nothing that was sent in may run. */
    static final List<String> DENIED = List.of(
            "wp-config.php",
            ".ht*",
            "/wp-admin/includes",
            "/wp-includes/*.php",
            "/wp-includes/theme-compat",
            "/wp-content/uploads/**/*.php");

    private static final List<String> OWN = List.of("wp-config.php", "wp-content", ".htaccess");

    private WordPress() {}

    /** Configures it within a site and gives back the settings of a PHP-FPM that runs it. */
    static PhpFpm.Settings configure(Site site, Path database) throws IOException {
        RealBackends.installed(PACKAGE.resolve("wp-content/themes/twentytwentyone"));
        link(PACKAGE, site.root());
        Path content = Files.createDirectory(site.root().resolve("wp-content"));
        Files.setPosixFilePermissions(content, PosixFilePermissions.fromString("rwxr-xr-x"));
        link(PACKAGE.resolve("wp-content"), content);
        Files.createSymbolicLink(content.resolve("uploads"), site.writable());
        site.write("/wp-config.php", """
                <?php
                define('DB_NAME', 'wordpress');
                define('DB_USER', 'root');
                define('DB_PASSWORD', '');
                define('DB_HOST', 'localhost:%s');
                define('DB_CHARSET', 'utf8mb4');
                define('WP_CONTENT_DIR', '%s');
                define('WP_DEFAULT_THEME', 'twentytwentyone');
                define('WP_HTTP_BLOCK_EXTERNAL', true);
                define('DISABLE_WP_CRON', true);
                $table_prefix = 'wp_';
                require_once ABSPATH . 'wp-settings.php';
                """.formatted(database, content));
        Path prepended =
                Files.writeString(site.file("prepended.php"), "<?php define('ABSPATH', '" + site.root() + "/');\n");
        return PhpFpm.Settings.of(Transport.UNIX).php("auto_prepend_file", prepended.toString());
    }

    private static void link(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!OWN.contains(name)) {
                    Files.createSymbolicLink(to.resolve(name), entry);
                }
            }
        }
    }
}
