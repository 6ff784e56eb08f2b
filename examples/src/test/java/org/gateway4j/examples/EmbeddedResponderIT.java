package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.examples.responder.Responder;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host in front of the responder written in Java. */
class EmbeddedResponderIT extends FastCgiHostContract {

    @TempDir
    static Path root;

    private static Responder responder;

    @BeforeAll
    static void start() throws IOException {
        Scripts.copyTo(root);
        Files.createFile(root.resolve("head.php"));
        responder = Responder.start(new ScriptsInJava());
    }

    @AfterAll
    static void stop() {
        responder.close();
    }

    /** PHP never sends a head alone. */
    @Test
    void theHeadArrivesBeforeTheBody() throws IOException {
        try (RawClient client = new RawClient(host.address())) {
            client.sendHead("GET /app/head.php?body HTTP/1.1", "Host: x");
            assertTrue(client.readHead().contains("Content-Type: text/plain"));

            Files.createFile(root.resolve("body.0"));
            assertEquals("4\r\nbody\r\n0\r\n\r\n", client.read(14));
        }
    }

    @Override
    protected Endpoint endpoint() {
        return Endpoint.tcp(responder.address());
    }

    @Override
    protected Path root() {
        return root;
    }
}
