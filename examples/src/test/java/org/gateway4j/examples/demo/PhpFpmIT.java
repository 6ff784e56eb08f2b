package org.gateway4j.examples.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.FastCgiHostContract;
import org.gateway4j.examples.Scripts;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The host in front of a real PHP-FPM, started as the demo starts it. */
class PhpFpmIT extends FastCgiHostContract {

    private static DemoFolder folder;
    private static Backend php;

    @BeforeAll
    static void start() throws IOException {
        RealBackends.program("php-fpm");
        folder = DemoFolder.empty();
        Scripts.copyTo(folder.www());
        php = PhpFpm.start(folder).orElseThrow();
    }

    @AfterAll
    static void stop() {
        if (php != null) {
            php.close();
        }
        if (folder != null) {
            folder.close();
        }
    }

    @Override
    protected Endpoint endpoint() {
        return php.endpoint();
    }

    @Override
    protected Path root() {
        return folder.www();
    }
}
