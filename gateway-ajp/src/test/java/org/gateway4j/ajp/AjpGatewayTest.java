package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.gateway4j.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway can be told, and what not. */
class AjpGatewayTest {

    private final AjpGateway.Builder builder = AjpGateway.builder(Endpoint.tcp("192.0.2.1", 8009));

    @ParameterizedTest
    @ValueSource(ints = {0, 8191, 65_537})
    void packetSizeIsChecked(int size) {
        assertThrows(IllegalArgumentException.class, () -> builder.packetSize(size));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "javax.servlet.include.path_info", "jakarta.servlet.include.path_info", "AJP_REMOTE_PORT"})
    void attributesOfTheProtocolCannotBeAllowed(String name) {
        assertThrows(IllegalArgumentException.class, () -> builder.allowedAttributes(name));
    }

    @Test
    void secretAndPolicyAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> builder.secret(""));
        assertThrows(IllegalArgumentException.class, () -> builder.secret("\u20ac"));
        assertThrows(
                IllegalArgumentException.class, () -> CpingPolicy.defaults().withAfterIdle(Duration.ofNanos(-1)));
    }

    @Test
    void buildingOpensNothing() {
        try (AjpGateway gateway = builder.packetSize(65_536).secret("s").build()) {
            assertEquals(0, gateway.stats().opened());
            assertEquals(200, gateway.stats().limit());
        }
    }
}
