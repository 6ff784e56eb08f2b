package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory of PHP scripts alone: the host starts the PHP-FPM. */
class PhpMountIT {

    @TempDir
    private Path root;

    @BeforeAll
    static void find() {
        RealBackends.program("php-fpm");
    }

    @BeforeEach
    void write() throws Exception {
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(
                root.resolve("index.php"), "<?php echo getmypid(), ' ', ini_get('memory_limit'), ' ', getenv('SHOP');");
        Files.writeString(root.resolve("style.css"), "p {}");
    }

    @Test
    void servesADirectoryAndEndsWhatItHasStarted() throws Exception {
        ProcessHandle worker;
        try (LocalHost host = LocalHost.start(applications("workers=2,ini.memory_limit=77M,env.SHOP=open"))) {
            HttpResponse<String> page = host.get("/");
            HttpResponse<String> style = host.get("/style.css");

            String[] words = page.body().split(" ", -1);
            worker = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
            assertEquals("77M", words[1]);
            assertEquals("open", words[2]);
            assertEquals("p {}", style.body());
            assertTrue(worker.isAlive());
        }
        Await.untilEquals(false, worker::isAlive, "a worker after the end of the host");
    }

    @Test
    void aDirectiveThatPhpRefusesEndsTheStart() {
        UsageException e = assertThrows(UsageException.class, () -> applications("user=nobody-at-all"));

        assertTrue(e.getMessage().contains("nobody-at-all"), e.getMessage());
    }

    private Applications applications(String settings) throws UsageException {
        return Applications.of(CommandLine.parse("--mount", "/=php:" + root + "," + settings));
    }
}
