package org.gateway4j.fastcgi.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.Test;

/** A CGI script behind fcgiwrap. */
class FcgiwrapIT extends ApplicationContract {

    @Override
    Program program(Site site) throws Exception {
        Path fcgiwrap = RealBackends.program("fcgiwrap");
        Path script = site.write("/application.sh", Files.readString(Program.source("application.sh")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Program(List.of(fcgiwrap.toString()), script);
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(OptionalInt.of(1), OptionalInt.of(1), Optional.of(false));
    }

    /** It reads the script's output only once it has written all of the input, so more than the pipes hold blocks it. */
    @Override
    int mostOnTheWay() {
        return 100_000;
    }

    /** It answers in place of its script. */
    @Override
    void endsWithoutAWord(GatewayRequest.Builder request) throws IOException {
        assertAnswersFor(request);
    }

    /** A script that ends before its input does is a failure to it. */
    @Test
    @Override
    void answerBeforeTheBodyIsRead() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertAnswersFor(post("/early", random(UPLOAD)));
            answersAgain();
        }
    }

    private void assertAnswersFor(GatewayRequest.Builder request) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request.build())) {
            assertEquals(502, response.status());
            String page = new String(response.body().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(page.startsWith("An error occurred while reading"), page);
        }
    }
}
