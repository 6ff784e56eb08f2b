package org.gateway4j.ajp;

import static org.gateway4j.ajp.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container that answers some requests a second time, up to a millisecond after it has said that the response has ended. */
@OverEachDriver
class LateAnswersTest {

    @Parameter
    Driver driver;

    private static final int REQUESTS = 1000;
    private static final int EACH = 4;
    private static final long STEP_NANOS = 10_000;
    private static final int STEPS = 100;

    private static void play(PeerSocket socket) throws IOException {
        int served = 0;
        while (true) {
            ReceivedRequest request = ReceivedRequest.read(socket);
            if (request.isPing()) {
                socket.write(Wire.packet("09"));
                continue;
            }
            served++;
            byte[] answer = answer(request.uri());
            socket.write(answer);
            if (served % EACH == 0) {
                LockSupport.parkNanos(served * 7 % STEPS * STEP_NANOS);
                socket.write(answer);
            }
        }
    }

    private static byte[] answer(String text) throws IOException {
        return Wire.join(
                Wire.packet("04 00c8 0002 'OK' 00 0000"),
                Wire.packet("03 %04x '%s' 00".formatted(text.length(), text)),
                Wire.packet("05 01"));
    }

    /** How many requests, one right after the other, got the answer to another. */
    private int mixed(Duration afterIdle, String method, Path directory) throws IOException {
        int mixed = 0;
        try (SocketServer server = SocketServer.listen(Transport.TCP, directory, (socket, number) -> play(socket));
                Gateway gateway = open(
                        driver,
                        AjpGateway.builder(server.endpoint())
                                .pool(PoolConfig.of(1))
                                .cpingAfterIdle(afterIdle))) {
            for (int i = 0; i < REQUESTS; i++) {
                String path = "/request-" + i;
                GatewayRequest request = GatewayRequest.builder(method, path)
                        .body(method.equals("POST") ? RequestBody.of(new byte[0]) : RequestBody.none())
                        .build();
                try (GatewayResponse response = gateway.dispatch(request)) {
                    mixed += Bytes.text(response.body().readAllBytes()).equals(path) ? 0 : 1;
                }
            }
            assertTrue(gateway.stats().opened() > 1, "late answers are seen");
        }
        return mixed;
    }

    @ParameterizedTest
    @Covers("ajp/complaint-3")
    @ValueSource(strings = {"GET", "POST"})
    void connectionThatIsAlwaysAskedMixesNoAnswers(String method, @TempDir Path directory) throws IOException {
        assertEquals(0, mixed(Duration.ZERO, method, directory));
    }
}
