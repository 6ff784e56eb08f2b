package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.Phase;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Probes of a scripted container; the bytes are those of the protocol's description. */
class AjpProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] CPING = HexFormat.of().parseHex("123400010a");

    @TempDir
    Path directory;

    /** A container that takes a CPING and sends these bytes, each piece in a write of its own. */
    private SocketServer answering(String... pieces) throws Exception {
        return SocketServer.listen(Transport.UNIX, directory, (socket, number) -> {
            assertArrayEquals(CPING, socket.read(CPING.length));
            for (String piece : pieces) {
                socket.write(HexFormat.of().parseHex(piece));
            }
            socket.awaitHangUp();
        });
    }

    private static AjpProbe probe(SocketServer server) {
        return AjpProbe.of(server.endpoint(), PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4142000109", "41,42,00,01,09", "414200,0109", "41420001,09"})
    void containerThatAnswersIsWell(String answer) throws Exception {
        try (SocketServer server = answering(answer.split(","))) {
            probe(server).ping();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "4142000205 01, CPING was answered by END_RESPONSE",
        "4142000109 00, CPONG was followed by 1 bytes",
        "4142000177, unexpected packet of type 119",
        "1234000109, packet",
    })
    void anotherAnswerIsNone(String answer, String told) throws Exception {
        try (SocketServer server = answering(answer.replace(" ", ""))) {
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class, () -> probe(server).ping());
            assertTrue(failure.getMessage().contains(told), failure.getMessage());
            assertEquals(Phase.HEAD, failure.phase());
        }
    }

    @Test
    void containerThatIsSilentIsLate() throws Exception {
        try (SocketServer server = answering()) {
            AjpProbe impatient = AjpProbe.of(server.endpoint(), Duration.ofMillis(100));
            BackendTimeoutException failure = assertThrows(BackendTimeoutException.class, impatient::ping);
            assertTrue(failure.getMessage().contains("no response head after 100 ms"), failure.getMessage());
        }
    }

    @Test
    void containerThatHangsUpIsNotWell() throws Exception {
        try (SocketServer server =
                SocketServer.listen(Transport.UNIX, directory, (socket, number) -> socket.read(CPING.length))) {
            assertThrows(BackendFailureException.class, () -> probe(server).ping());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void nobodyIsNotWell(Transport transport) throws Exception {
        AjpProbe probe = AjpProbe.of(Endpoint.parse(transport.nobody(directory)), PATIENCE);
        for (GatewayException failure : new GatewayException[] {
            assertThrows(BackendFailureException.class, probe.byConnecting()::check),
            assertThrows(BackendFailureException.class, probe.byPing()::check)
        }) {
            assertEquals(Phase.CONNECT, failure.phase());
            assertTrue(failure.blamesBackend());
        }
    }

    @Test
    void connectingAloneIsEnoughWhereAsked() throws Exception {
        try (SocketServer server =
                SocketServer.listen(Transport.UNIX, directory, (socket, number) -> socket.awaitHangUp())) {
            probe(server).byConnecting().check();
        }
    }
}
