package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.gateway4j.fastcgi.Driven.open;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Spooling;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies that are handed over in files. */
@OverEachDriver
class BodyFilesTest {

    @Parameter
    Driver driver;

    private static final byte[] CONTENT = Bytes.random(200_000, 11);

    @TempDir
    Path directory;

    @TempDir
    Path spool;

    /** What an application was told of a body. */
    private record Received(
            String file, String stdin, String length, String content, String permissions, String group) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();

    private Received receive(ScriptedPeer peer, ReceivedHead head) throws Exception {
        String file = head.variables().get("REQUEST_BODY_FILE");
        String length = head.variables().get("CONTENT_LENGTH");
        String stdin = peer.body();
        if (file == null) {
            return new Received(null, stdin, length, "", "", "");
        }
        PosixFileAttributes attributes = Files.readAttributes(Path.of(file), PosixFileAttributes.class);
        return new Received(
                file,
                stdin,
                length,
                Bytes.text(Files.readAllBytes(Path.of(file))),
                PosixFilePermissions.toString(attributes.permissions()),
                attributes.group().getName());
    }

    private ScriptedResponder responder() throws Exception {
        return new ScriptedResponder(Transport.UNIX, directory, peer -> {
            while (true) {
                ReceivedHead head = peer.head();
                received.add(receive(peer, head));
                peer.send(answer(head.id(), "ok"));
            }
        });
    }

    private FastCgiGateway.Builder gateway(ScriptedResponder responder) {
        return responder
                .gateway()
                .pool(PoolConfig.of(1))
                .spooling(Spooling.defaults().withDirectory(spool))
                .bodyFiles(null);
    }

    private static GatewayRequest put(byte[] content, long declared) {
        return GatewayRequest.builder("PUT", "/")
                .body(RequestBody.of(new ByteArrayInputStream(content), declared))
                .build();
    }

    private List<Path> spooled() throws Exception {
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }

    private static void assertOk(Gateway gateway, GatewayRequest request) throws Exception {
        try (GatewayResponse response = gateway.dispatch(request)) {
            assertEquals("ok", Bytes.text(response.body().readAllBytes()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {200_000, -1})
    void bodyIsInTheFileAndTheFileIsGoneAfterwards(long declared) throws Exception {
        try (ScriptedResponder responder = responder();
                Gateway gateway = open(driver, gateway(responder))) {
            for (int i = 0; i < 3; i++) {
                assertOk(gateway, put(CONTENT, declared));
                Received call = received.take();
                assertEquals(Bytes.text(CONTENT), call.content());
                assertEquals("", call.stdin());
                assertEquals("200000", call.length());
                assertEquals("rw-------", call.permissions());
                assertEquals(List.of(), spooled());
            }
            assertEquals(1, responder.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 57_344})
    void smallBodyIsSentAllTheSame(int length) throws Exception {
        byte[] content = Bytes.random(length, 5);
        try (ScriptedResponder responder = responder();
                Gateway gateway = open(driver, gateway(responder))) {
            for (long declared : new long[] {length, -1}) {
                assertOk(gateway, put(content, declared));
                Received call = received.take();
                assertNull(call.file());
                assertEquals(Bytes.text(content), call.stdin());
            }
        }
    }

    @Test
    void bodiesInFilesAndOnTheConnectionTakeTurns() throws Exception {
        try (ScriptedResponder responder = responder();
                Gateway gateway = open(driver, gateway(responder))) {
            for (int i = 0; i < 4; i++) {
                assertOk(gateway, put(i % 2 == 0 ? CONTENT : Bytes.of("small"), -1));
                assertEquals(i % 2 == 0 ? "" : "small", received.take().stdin());
            }
            assertEquals(1, responder.connections());
        }
    }

    @Test
    void fileIsReadableByTheGroup() throws Exception {
        String group =
                Files.readAttributes(spool, PosixFileAttributes.class).group().getName();
        try (ScriptedResponder responder = responder();
                Gateway gateway = open(driver, gateway(responder).bodyFiles(group))) {
            assertOk(gateway, put(CONTENT, -1));
            Received call = received.take();
            assertEquals("rw-r-----", call.permissions());
            assertEquals(group, call.group());
        }
    }

    @Test
    void unknownGroupIsNamedBeforeAnyRequest() throws Exception {
        try (ScriptedResponder responder = responder()) {
            FastCgiGateway.Builder builder = gateway(responder).bodyFiles("no such group");
            IllegalArgumentException mistake = assertThrows(IllegalArgumentException.class, builder::build);
            assertEquals(
                    "bodyFiles: this system knows no group \"no such group\"; its members were to read the files in "
                            + spool,
                    mistake.getMessage());
            assertEquals(List.of(), spooled());
        }
    }

    @Test
    void directoryThatTakesNoFileLeavesNothingBehind() throws Exception {
        try (ScriptedResponder responder = responder();
                Gateway gateway = open(
                        driver,
                        gateway(responder).spooling(Spooling.defaults().withDirectory(spool.resolve("missing"))))) {
            BackendBusyException failure =
                    assertThrows(BackendBusyException.class, () -> gateway.dispatch(put(CONTENT, -1)));
            assertFalse(failure.mayHaveRun());
            assertEquals(0, responder.connections());
            assertEquals(List.of(), spooled());
        }
    }

    /** The application has another working directory. */
    @Test
    void fileHasAnAbsoluteName() throws Exception {
        Path relative = Path.of("").toAbsolutePath().relativize(spool.toRealPath());
        try (ScriptedResponder responder = responder();
                Gateway gateway = open(
                        driver, gateway(responder).spooling(Spooling.defaults().withDirectory(relative)))) {
            assertOk(gateway, put(CONTENT, -1));
            String file = received.take().file();
            assertTrue(Path.of(file).isAbsolute(), file);
        }
    }

    @Test
    void fileIsGoneWhenTheApplicationFails() throws Exception {
        ScriptedResponder.Script crashing = ScriptedPeer::head;
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, crashing);
                Gateway gateway = open(driver, gateway(responder))) {
            assertThrows(BackendFailureException.class, () -> gateway.dispatch(put(CONTENT, -1)));
            assertEquals(List.of(), spooled());
        }
    }

    @Test
    void fileIsGoneWhenTheResponseIsClosedEarly() throws Exception {
        ScriptedResponder.Script endless = peer -> {
            int id = peer.request().id();
            peer.send(stdout(id, "A: b\n\npart"));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, endless);
                Gateway gateway = open(driver, gateway(responder))) {
            try (GatewayResponse response = gateway.dispatch(put(CONTENT, -1))) {
                assertEquals(200, response.status());
                assertEquals(1, spooled().size());
            }
            assertEquals(List.of(), spooled());
        }
    }

    @Test
    void fileIsHandedOverAgainWhenAKeptConnectionWasDead() throws Exception {
        ScriptedResponder.Script recycled = peer -> {
            peer.send(answer(peer.request().id(), "ok"));
            peer.record();
        };
        ScriptedResponder.Script serving = peer -> {
            ReceivedHead head = peer.head();
            received.add(receive(peer, head));
            peer.send(answer(head.id(), "ok"));
            peer.awaitHangUp();
        };
        try (ScriptedResponder responder = new ScriptedResponder(Transport.UNIX, directory, recycled, serving);
                Gateway gateway = open(driver, gateway(responder))) {
            assertOk(gateway, put(Bytes.of("small"), 5));
            assertOk(gateway, put(CONTENT, -1));
            assertEquals(Bytes.text(CONTENT), received.take().content());
            assertEquals(List.of(), spooled());
        }
    }
}
