package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers that are recycled, as PHP-FPM's are after {@code pm.max_requests}, while a connection to them is kept. */
@OverEachDriver
class ConnectionReuseTest {

    @Parameter
    Driver driver;

    private static final int LARGE = 16 * 1024 * 1024;

    @TempDir
    Path directory;

    private static GatewayRequest request(String method, RequestBody body) {
        return GatewayRequest.builder(method, "/").body(body).build();
    }

    private static String text(Gateway gateway, GatewayRequest request) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            return Bytes.text(response.body().readAllBytes());
        }
    }

    private static void answerOnce(ScriptedPeer peer) throws IOException {
        peer.send(answer(peer.request().id(), "ok"));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void workerThatEndsAfterItsAnswerIsNotNoticed(Transport transport) throws Exception {
        try (ScriptedResponder responder =
                        new ScriptedResponder(transport, directory, ConnectionReuseTest::answerOnce);
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            for (int i = 0; i < 200; i++) {
                assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
            }
            assertEquals(200, responder.connections());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void workerThatEndsWhenTheNextRequestArrivesIsNotNoticed(Transport transport) throws Exception {
        ScriptedResponder.Script recycled = peer -> {
            answerOnce(peer);
            peer.record();
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, recycled);
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            for (int i = 0; i < 50; i++) {
                assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
            }
            assertEquals(50, responder.connections());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void workerThatIsKilledWhenTheNextRequestArrivesIsNotNoticed(Transport transport) throws Exception {
        ScriptedResponder.Script killed = peer -> {
            answerOnce(peer);
            peer.record();
            peer.reset();
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, killed);
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            for (int i = 0; i < 50; i++) {
                assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
            }
        }
    }

    /** A worker that crashes on the request looks the same as one that had ended before; a host may not want to risk it. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void noMethodIsRepeatedThatTheHostDoesNotWantRepeated(Transport transport) throws Exception {
        ScriptedResponder.Script crashing = peer -> {
            answerOnce(peer);
            peer.record();
            peer.reset();
        };
        PoolConfig pool = PoolConfig.of(1).withRepeatedMethods(Set.of("HEAD"));
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, crashing);
                Gateway gateway = open(driver, responder.gateway().pool(pool))) {
            assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
            BackendFailureException e = assertThrows(
                    BackendFailureException.class, () -> text(gateway, request("GET", RequestBody.none())));
            assertTrue(e.mayHaveRun());
            assertEquals(1, responder.connections());
        }
    }

    /** Not idempotent, but it cannot have run: the application never had the whole of it. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void postInMemoryThatWasNotSentWholeIsRepeated(Transport transport) throws Exception {
        ScriptedResponder.Script recycled = peer -> {
            answerOnce(peer);
            peer.record();
        };
        ScriptedResponder.Script echo = peer -> {
            int id = peer.head().id();
            peer.send(answer(id, "" + peer.body().length()));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, recycled, echo);
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
            assertEquals("" + LARGE, text(gateway, request("POST", RequestBody.of(new byte[LARGE]))));
            assertEquals(2, responder.connections());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void streamedPostOfWhichBytesWereReadIsNotRepeated(Transport transport) throws Exception {
        ScriptedResponder.Script recycled = peer -> {
            answerOnce(peer);
            peer.head();
            assertEquals(Records.STDIN, peer.record().type());
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, recycled);
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
            RequestBody streamed = RequestBody.of(new ByteArrayInputStream(new byte[LARGE]), LARGE);
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> gateway.dispatch(request("POST", streamed)));
            assertTrue(failure.mayHaveRun());
            assertEquals(1, responder.connections());
            assertEquals(0, gateway.stats().inUse());
            assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void postThatWasSentWholeIsNotRepeated(Transport transport) throws Exception {
        ScriptedResponder.Script crashing = peer -> {
            answerOnce(peer);
            peer.request();
        };
        try (ScriptedResponder responder = new ScriptedResponder(transport, directory, crashing);
                Gateway gateway = open(driver, responder.gateway().pool(PoolConfig.of(1)))) {
            assertEquals("ok", text(gateway, request("GET", RequestBody.none())));
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class,
                    () -> gateway.dispatch(request("POST", RequestBody.of(Bytes.of("order one")))));
            assertTrue(failure.mayHaveRun());
            assertTrue(failure.getMessage().contains("(request sent, may have run)"), failure.getMessage());
            assertEquals(1, responder.connections());
        }
    }
}
