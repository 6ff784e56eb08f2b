package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a script writes, and how it ends. */
class ScriptResponsesTest {

    @TempDir
    Path root;

    private void script(String name, String text) throws Exception {
        Path file = root.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void scriptAnswersWithItsInput() throws Exception {
        script("echo", "printf 'Content-Type: text/plain\\n\\n'; cat\n");
        try (CgiGateway gateway =
                CgiGateway.builder(CgiScriptMapper.directory(root)).build()) {
            GatewayRequest request = GatewayRequest.builder("POST", "/echo/a?b")
                    .body(RequestBody.of(Bytes.of("what")))
                    .build();
            try (GatewayResponse response = gateway.dispatch(request)) {
                assertEquals(200, response.status());
                assertEquals("what", Bytes.text(response.body().readAllBytes()));
                assertEquals(0, response.exitStatus());
            }
            assertEquals(0, gateway.stats().inUse());
        }
    }

    @Test
    void deathBeforeTheHeadIsExplained() throws Exception {
        script("crash", "echo because >&2; exit 3\n");
        try (CgiGateway gateway =
                CgiGateway.builder(CgiScriptMapper.directory(root)).build()) {
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(GatewayRequest.get("/crash").build()));
            assertTrue(
                    failure.getMessage()
                            .endsWith(
                                    "exited with status 3 after 0 bytes of the response head; its error output ends: because"),
                    failure.getMessage());
        }
    }
}
