package org.gateway4j.testkit.backends;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The wiki of Debian's package dokuwiki, which needs no database, with a configuration and data of its own: what is
 * installed on the machine stays as it is. It has one user, who may do everything.
 */
public final class DokuWiki {

    /** Its scripts. */
    public static final Path ROOT = Path.of("/usr/share/dokuwiki");

    /** Where links within the root lead to: templates and plugins. */
    public static final Path LIBRARIES = Path.of("/var/lib/dokuwiki/lib");

    /** The name of its user. */
    public static final String USER = "ann";
    /** The password of its user. */
    public static final String PASSWORD = "secret";

    private static final List<String> DATA = List.of(
            "pages", "attic", "media", "media_attic", "media_meta", "meta", "cache", "index", "locks", "tmp", "log");

    private DokuWiki() {}

    /**
     * Configures the wiki within a site.
     *
     * @param site a new one
     * @param settings those of the PHP-FPM that is to run it
     * @return the same with what the wiki needs
     * @throws IOException if a file cannot be read or written
     */
    public static PhpFpm.Settings configure(Site site, PhpFpm.Settings settings) throws IOException {
        RealBackends.installed(ROOT);
        Path configuration = Files.createDirectory(site.file("conf"));
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String directory : DATA) {
            Files.setPosixFilePermissions(
                    Files.createDirectory(site.writable().resolve(directory)),
                    PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.writeString(configuration.resolve("local.php"), """
                <?php
                $conf['title'] = 'A wiki';
                $conf['savedir'] = '%s';
                $conf['useacl'] = 1;
                $conf['superuser'] = '@admin';
                """.formatted(site.writable()));
        Files.writeString(configuration.resolve("acl.auth.php"), "*\t@ALL\t1\n*\t@user\t8\n");
        Files.writeString(
                configuration.resolve("users.auth.php"),
                USER + ":" + md5(PASSWORD) + ":Ann:ann@example.org:admin,user\n");
        Path prepended =
                Files.writeString(site.file("prepended.php"), "<?php define('DOKU_CONF', '" + configuration + "/');\n");
        return settings.php("auto_prepend_file", prepended.toString());
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
