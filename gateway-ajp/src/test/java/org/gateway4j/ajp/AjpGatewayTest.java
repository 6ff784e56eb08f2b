package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway can be told, and what not. */
class AjpGatewayTest {

    private final AjpGateway.Builder builder = AjpGateway.builder(Endpoint.tcp("192.0.2.1", 8009));

    @ParameterizedTest
    @Covers("ajp/wire-packet-size")
    @ValueSource(ints = {0, 8191, 65_537})
    void packetSizeIsChecked(int size) {
        assertThrows(IllegalArgumentException.class, () -> builder.packetSize(size));
    }

    @ParameterizedTest
    @Covers("ajp/CVE-2020-1938")
    @ValueSource(
            strings = {"", "javax.servlet.include.path_info", "jakarta.servlet.include.path_info", "AJP_REMOTE_PORT"})
    void attributesOfTheProtocolCannotBeAllowed(String name) {
        assertThrows(IllegalArgumentException.class, () -> builder.allowedAttributes(name));
    }

    @Test
    void secretAndIdleTimeOfCpingAreChecked() {
        assertThrows(IllegalArgumentException.class, () -> builder.secret(""));
        assertThrows(IllegalArgumentException.class, () -> builder.secret("\u20ac"));
        assertThrows(IllegalArgumentException.class, () -> builder.cpingAfterIdle(Duration.ofNanos(-1)));
    }

    @Test
    void buildingOpensNothing() {
        try (AjpGateway gateway = builder.packetSize(65_536).secret("s").build()) {
            assertEquals(0, gateway.stats().opened());
            assertEquals(200, gateway.stats().limit());
        }
    }

    @Test
    void whatAPoolLeavesOpenStaysAsItSuitsContainers() {
        try (AjpGateway gateway =
                builder.pool(PoolConfig.defaults().withMaxIdle(3)).build()) {
            assertEquals(200, gateway.stats().limit());
        }
        try (AjpGateway gateway =
                builder.pool(pool -> pool.withMaxConnections(7)).build()) {
            assertEquals(7, gateway.stats().limit());
        }
    }

    /** Nobody listens, but what is spooled is spooled before that is known. */
    @Test
    void anotherDirectoryDoesNotTurnSpoolingOn(@TempDir Path directory) {
        List<Long> spooled = new ArrayList<>();
        builder.listener(new GatewayListener() {
            @Override
            public void requestSpooled(GatewayRequest request, long bytes) {
                spooled.add(bytes);
            }
        });
        assertNotConnected(builder.spooling(Spooling.defaults().withDirectory(directory)));
        assertNotConnected(builder.spooling(spooling -> spooling.withMemory(0)));
        assertEquals(List.of(), spooled);
        assertNotConnected(builder.spooling(spooling -> spooling.withMode(Spooling.Mode.UNKNOWN_LENGTH)));
        assertEquals(List.of(100_000L), spooled);
    }

    private static void assertNotConnected(AjpGateway.Builder builder) {
        RequestBody body = RequestBody.of(new ByteArrayInputStream(new byte[100_000]), -1);
        try (AjpGateway gateway = builder.build()) {
            assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(
                            GatewayRequest.builder("POST", "/").body(body).build()));
        }
    }

    @Test
    void aSilentPartOfAConfigurationKeepsWhatWasSetBefore() {
        List<Timeouts> seen = new ArrayList<>();
        List<Limits> limits = new ArrayList<>();
        builder.timeouts(timeouts -> timeouts.withHead(Duration.ofSeconds(7)))
                .timeouts(timeouts -> timeouts.withRead(Duration.ofSeconds(8)))
                .timeouts(timeouts -> {
                    seen.add(timeouts);
                    return timeouts;
                })
                .limits(present -> present.withStderrBytes(5))
                .limits(present -> {
                    limits.add(present);
                    return present;
                });
        assertEquals(
                List.of(Timeouts.defaults().withHead(Duration.ofSeconds(7)).withRead(Duration.ofSeconds(8))), seen);
        assertEquals(List.of(Limits.defaults().withStderrBytes(5)), limits);
    }
}
