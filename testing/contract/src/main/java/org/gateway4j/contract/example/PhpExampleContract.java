package org.gateway4j.contract.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.util.Map;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An example with a PHP application on all paths. Its test extends this. */
public abstract class PhpExampleContract {

    private PhpFpm php;

    /** For the test of an example. */
    protected PhpExampleContract() {}

    @BeforeEach
    void startPhp() throws Exception {
        php = PhpFpm.start(PhpFpm.Settings.of(Transport.UNIX));
        php.site().write("/index.php", "<?php echo 'PHP answers ', $_SERVER['REQUEST_URI'];");
    }

    @AfterEach
    void stopPhp() throws InterruptedException {
        if (php != null) {
            php.stop();
        }
    }

    @Test
    void answersWithTheFrontControllerOfTheApplication() throws Exception {
        RunningExample example = RunningExample.start(
                php.site().file("example.log"),
                Map.of("php", php.address(), "root", php.site().root().toString()));
        try {
            HttpResponse<String> answer = example.get("/2026/hello?page=2");

            assertEquals("PHP answers /2026/hello?page=2", answer.body());
            assertEquals(200, answer.statusCode());
        } finally {
            example.stop();
        }
    }
}
