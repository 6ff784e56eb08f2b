package org.gateway4j.contract.onerequest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.contract.SocketServer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Peers that send what no application should, or send it in pieces of any size. Nothing of an exchange may be left. */
@OverEachDriver
public abstract class HostilePeerContract {

    private static final int EXCHANGES = 150;

    private final Driver driver;

    @TempDir
    Path directory;

    /** How a peer answers, once it has read the variables. */
    @FunctionalInterface
    private interface Play {

        void play(PeerSocket socket, String uri) throws Exception;
    }

    /** What a test does with a gateway to such a peer. */
    @FunctionalInterface
    private interface Check {

        void check(Gateway gateway) throws Exception;
    }

    /**
     * The tests of one driver.
     *
     * @param driver how gateways wait
     */
    protected HostilePeerContract(Driver driver) {
        this.driver = driver;
    }

    /** {@return what the peers speak} */
    protected abstract OneRequestApplication.Dialect dialect();

    /**
     * {@return a new gateway with the defaults}
     *
     * @param over how it waits
     * @param endpoint of the peer
     */
    protected abstract Gateway open(Driver over, Endpoint endpoint);

    private void with(Transport transport, Play play, Check check) throws Exception {
        Leftovers leftovers = Leftovers.watch();
        OneRequestApplication.Dialect dialect = dialect();
        SocketServer.Service service = (socket, number) ->
                play.play(socket, dialect.readVariables(socket).getOrDefault("REQUEST_URI", ""));
        try (SocketServer server = SocketServer.listen(transport, directory, service);
                Gateway gateway = open(driver, server.endpoint())) {
            check.check(gateway);
            assertEquals(0, gateway.stats().inUse());
        }
        leftovers.awaitNone();
    }

    private static GatewayRequest get(String target) {
        return GatewayRequest.get(target).build();
    }

    private static Play sending(String answer) {
        return (socket, uri) -> socket.write(Bytes.of(answer));
    }

    @ParameterizedTest
    @EnumSource
    void answerThatIsNoneFails(HostileAnswer answer) throws Exception {
        with(Transport.UNIX, (socket, uri) -> socket.write(answer.bytes()), gateway -> {
            BackendFailureException failure =
                    assertThrows(BackendFailureException.class, () -> gateway.dispatch(get("/")));
            String text = String.valueOf(failure.getMessage());
            assertTrue(text.contains(answer.message()), text);
            assertEquals(502, failure.suggestedStatus());
            assertTrue(failure.mayHaveRun());
        });
    }

    @Test
    void surplusIsCut() throws Exception {
        with(Transport.UNIX, sending("Content-Length: 4\r\n\r\nwhole and more"), gateway -> {
            assertEquals("whol", Answer.of(gateway.dispatch(get("/"))).body());
        });
    }

    @Test
    void interimResponsesAreSkipped() throws Exception {
        String answer = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 201 Made\r\nA: b\r\n\r\nbody";
        with(Transport.UNIX, sending(answer), gateway -> {
            Answer read = Answer.of(gateway.dispatch(get("/")));
            assertEquals(201, read.status());
            assertEquals("b", read.header("A"));
            assertEquals("body", read.body());
        });
    }

    @Test
    void codingOfTheTransferIsDroppedAndNothingIsDecoded() throws Exception {
        String answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n";
        with(Transport.UNIX, sending(answer), gateway -> {
            Answer read = Answer.of(gateway.dispatch(get("/")));
            assertNull(read.header("Transfer-Encoding"));
            assertEquals("4\r\nbody\r\n0\r\n\r\n", read.body());
        });
    }

    /** A reset tells what an end cannot. */
    @Test
    void resetIsNoEndOfAnAnswer() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        Play play = (socket, uri) -> {
            socket.write(Bytes.of("A: b\r\n\r\npart"));
            Await.open(read);
            socket.reset();
        };
        with(Transport.TCP, play, gateway -> {
            try (GatewayResponse response = gateway.dispatch(get("/"))) {
                assertEquals("part", Bytes.text(response.body().readNBytes(4)));
                read.countDown();
                assertThrows(
                        BackendFailureException.class, () -> response.body().read());
            }
        });
    }

    /** What the peer does with each request follows from the request's number, which begins with the seed. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answersOfAnySizeComeWholeOrFail(long seed) throws Exception {
        with(Transport.UNIX, (socket, uri) -> Plan.of(uri).play(socket), gateway -> {
            for (int i = 0; i < EXCHANGES; i++) {
                String target = "/" + (seed * 1_000_000 + i);
                Plan plan = Plan.of(target);
                if (plan.isWhole()) {
                    assertArrayEquals(
                            plan.content,
                            Answer.of(gateway.dispatch(get(target))).bytes(),
                            target);
                } else {
                    assertThrows(BackendFailureException.class, () -> Answer.of(gateway.dispatch(get(target))), target);
                }
            }
        });
    }

    /** What a peer does with one request; both sides make it of the request's target. */
    private static final class Plan {

        private final byte[] content;
        private final byte[] sent;
        private final Random random;

        private Plan(byte[] content, byte[] sent, Random random) {
            this.content = content;
            this.sent = sent;
            this.random = random;
        }

        static Plan of(String target) {
            long number = Long.parseLong(target.substring(1));
            Random random = new Random(number);
            byte[] content = Bytes.random(1 + random.nextInt(random.nextInt(20) == 0 ? 150_000 : 3_000), number);
            byte[] head = Bytes.of("X-Answer: " + number + "\r\nContent-Length: " + content.length + "\r\n\r\n");
            byte[] all = ByteBuffer.allocate(head.length + content.length)
                    .put(head)
                    .put(content)
                    .array();
            int length = random.nextInt(4) > 0 ? all.length : random.nextInt(all.length);
            byte[] sent = new byte[length];
            System.arraycopy(all, 0, sent, 0, length);
            return new Plan(content, sent, random);
        }

        boolean isWhole() {
            int end = sent.length - content.length;
            return end > 0 && Bytes.text(sent).indexOf("\r\n\r\n") == end - 4;
        }

        void play(PeerSocket socket) throws Exception {
            for (ByteBuffer piece : Splits.random(sent, random)) {
                byte[] bytes = new byte[piece.remaining()];
                piece.get(bytes);
                socket.write(bytes);
            }
        }
    }
}
