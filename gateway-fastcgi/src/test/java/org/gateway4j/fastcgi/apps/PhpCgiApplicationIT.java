package org.gateway4j.fastcgi.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.Test;

/** A PHP script in php-cgi. */
class PhpCgiApplicationIT extends ApplicationContract {

    @Override
    Program program(Site site) {
        Path php = RealBackends.program("php-cgi");
        return new Program(List.of(php.toString(), "-d", "post_max_size=64M"), Program.source("application.php"));
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(OptionalInt.of(1), OptionalInt.of(1), Optional.of(false));
    }

    /** The end of a PHP script is an answer, whatever its exit code. */
    @Test
    @Override
    void exitWithoutAWord() throws Exception {
        assertEquals("", answer(get("/exit")));
        assertEquals("", answer(post("/exit", random(100_000))));
        answersAgain();
    }
}
