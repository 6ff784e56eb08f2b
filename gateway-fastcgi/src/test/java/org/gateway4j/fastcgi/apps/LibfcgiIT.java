package org.gateway4j.fastcgi.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.fastcgi.Authorization;
import org.gateway4j.fastcgi.Capabilities;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.Test;

/** A program in C on libfcgi, which has all three roles. */
class LibfcgiIT extends ApplicationContract {

    @Override
    Program program(Site site) throws Exception {
        Path compiler = RealBackends.program("gcc");
        RealBackends.installed(Path.of("/usr/include/fcgi_stdio.h"));
        Path program = site.file("application");
        Program.compile(compiler, "-O1", "-o", program, Program.source("application.c"), "-lfcgi");
        return Program.of(program);
    }

    @Override
    Capabilities capabilities() {
        return new Capabilities(OptionalInt.of(1), OptionalInt.of(1), Optional.of(false));
    }

    @Test
    void authorizerAllows() throws Exception {
        Authorization answer = gateway.authorize(
                get("/secret").header("Authorization", "Bearer valid").build());
        assertEquals(new Authorization.Allowed(Map.of("REMOTE_USER", "ada")), answer);
    }

    @Test
    void authorizerDenies() throws Exception {
        Authorization answer = gateway.authorize(get("/secret").build());
        try (GatewayResponse response =
                assertInstanceOf(Authorization.Denied.class, answer).response()) {
            assertEquals(401, response.status());
            assertEquals("Bearer", response.headers().first("WWW-Authenticate"));
            assertEquals("Who are you?", new String(response.body().readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void filterGetsTheBodyAndThenTheFile() throws Exception {
        byte[] file = "a".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        byte[] body = "sent, ".getBytes(StandardCharsets.US_ASCII);
        GatewayResponse response = gateway.filter(post("/file.txt", body).build(), RequestBody.of(file), Instant.now());
        assertEquals("sent, " + "A".repeat(100_000), new String(bytes(response), StandardCharsets.US_ASCII));
    }
}
