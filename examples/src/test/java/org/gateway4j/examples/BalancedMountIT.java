package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One mount, served by two PHP-FPMs. */
class BalancedMountIT {

    private static PhpFpm left;
    private static PhpFpm right;
    private static LocalHost host;

    @BeforeAll
    static void start() throws Exception {
        left = PhpFpm.start(site -> PhpFpm.Settings.of(Transport.UNIX));
        right = PhpFpm.start(site -> PhpFpm.Settings.of(Transport.TCP));
        // Both run the scripts of one directory, as machines with the same deployment do.
        left.site().write("/who.php", "<?php echo $_SERVER['SCRIPT_NAME'], ' ', posix_getppid();");
        host = LocalHost.start(Applications.of(CommandLine.parse(
                "--mount",
                "/=fastcgi:left@" + left.address() + "|right@" + right.address() + ",policy=turns,root="
                        + left.site().root())));
    }

    @AfterAll
    static void stop() throws Exception {
        if (host != null) {
            host.close();
        }
        if (left != null) {
            left.stop();
        }
        if (right != null) {
            right.stop();
        }
    }

    @Test
    void bothServeAndOneIsEnough() throws Exception {
        Set<String> both = answers();
        assertEquals(2, both.size(), both::toString);

        right.kill();
        try {
            Set<String> one = answers();
            assertEquals(1, one.size(), one::toString);
            assertNotEquals(both, one);
        } finally {
            right.restart();
        }
    }

    private static Set<String> answers() throws Exception {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> response = host.get("/who.php");
            assertEquals(200, response.statusCode());
            answers.add(response.body());
        }
        return answers;
    }
}
