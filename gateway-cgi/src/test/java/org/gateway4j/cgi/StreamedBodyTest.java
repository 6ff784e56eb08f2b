package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.junit.jupiter.api.Test;

/** Bodies of unknown length, for scripts that read to the end of their input. */
class StreamedBodyTest extends CgiFixture {

    private static GatewayRequest post(byte[] content) {
        return GatewayRequest.builder("POST", "/app")
                .body(RequestBody.of(new ByteArrayInputStream(content), -1))
                .build();
    }

    @Test
    void aScriptReadsABodyWithoutALengthToItsEnd() throws Exception {
        sh("app", "echo Content-Type: text/plain", "echo", "echo ${CONTENT_LENGTH-none}", "wc -c");
        try (Gateway gateway = gateway()
                        .spooling(spooling -> spooling.withMode(Spooling.Mode.STREAM_ALL))
                        .build();
                GatewayResponse response = gateway.dispatch(post(new byte[300_000]))) {
            String text = new String(response.body().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals("none 300000", text.replaceAll("\\s+", " ").strip());
        }
    }

    @Test
    void byDefaultTheLengthIsTold() throws Exception {
        sh("app", "echo Content-Type: text/plain", "echo", "echo ${CONTENT_LENGTH-none}", "wc -c");
        try (Gateway gateway = gateway().build();
                GatewayResponse response = gateway.dispatch(post(new byte[300_000]))) {
            String text = new String(response.body().readAllBytes(), StandardCharsets.US_ASCII);
            assertEquals("300000 300000", text.replaceAll("\\s+", " ").strip());
        }
    }

    /** No process may be started for what is refused. */
    @Test
    void namesThatCollideAreRefusedThoughNoProcessIsFree() throws Exception {
        sh("app", "echo Content-Type: text/plain", "echo", "sleep 60");
        GatewayRequest colliding = GatewayRequest.get("/app")
                .header("X-User", "one")
                .header("X_User", "two")
                .build();
        try (Gateway gateway = gateway().processes(ProcessConfig.of(1)).build();
                GatewayResponse held =
                        gateway.dispatch(GatewayRequest.get("/app").build())) {
            assertEquals(200, held.status());
            assertThrows(RequestRejectedException.class, () -> gateway.dispatch(colliding));
        }
    }
}
