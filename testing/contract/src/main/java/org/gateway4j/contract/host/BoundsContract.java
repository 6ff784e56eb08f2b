package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too large, too slow or cut off. */
interface BoundsContract extends HostFixture {

    @Test
    default void answers431ToFieldsThatTheApplicationDoesNotTake() throws Exception {
        RunningHost strict = hostWith(settings().with(settings().limits().withRequestHead(4_096)));

        HttpAnswer answer =
                connect(strict).exchange("GET /app/x HTTP/1.1", "Host: h.example", "X-Test: " + "v".repeat(5_000));

        assertEquals(431, answer.status());
        assertEquals(0, application().requests());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void refusesAHeadOfMegabytes(boolean inTarget) throws Exception {
        String much = "v".repeat(2 << 20);
        HostClient client = connect();
        String request = inTarget
                ? "GET /app/" + much + " HTTP/1.1\r\nHost: h.example\r\n\r\n"
                : "GET /app/x HTTP/1.1\r\nHost: h.example\r\nX-Test: " + much + "\r\n\r\n";
        CompletableFuture<Void> sending = client.raw().sendMeanwhile(Bytes.of(request));

        int status = client.head().status();

        assertTrue(Set.of(400, 413, 414, 431).contains(status), "status " + status);
        assertEquals(0, application().requests());
        // The host may read all of it or break off.
        sending.handle((done, failure) -> failure).join();
    }

    @Test
    default void answers502ToAHeadThatIsTooLarge() throws Exception {
        application().answer(200, "text", "X-Test", "v".repeat(200_000));

        assertEquals(502, get().status());
    }

    @Test
    default void answers413ToABodyThatIsTooLarge() throws Exception {
        RunningHost strict = hostWith(settings().with(settings().spooling().withMaxBytes(1_000)));
        HostClient client = connect(strict);
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked")
                .send("800\r\n" + "x".repeat(0x800) + "\r\n0\r\n\r\n");

        assertEquals(413, client.answer().status());
        assertEquals(0, application().requests());
    }

    @Test
    default void answers408ToABodyThatDoesNotCome() throws Exception {
        RunningHost impatient =
                hostWith(settings().with(settings().timeouts().withRequestBody(Duration.ofMillis(200))));
        HostClient client = connect(impatient);
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 10")
                .send("part");

        assertEquals(408, client.answer().status());
        assertEquals(0, application().requests());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
    default void aSmallBodyThatIsCutOffReachesNobody(String framing) throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", framing).send("4\r\npart");
        client.raw().endOutput();

        assertNoSuccess(client);
        assertEquals(0, application().requests());
    }

    @Test
    default void aLargeBodyThatIsCutOffIsNeverWhole() throws Exception {
        Gate cut = gate();
        application().serveBy(call -> {
            assertThrows(IOException.class, () -> call.input().readAllBytes());
            cut.open();
        });
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 1000000")
                .send("x".repeat(200_000));
        client.raw().endOutput();

        cut.pass();
        assertNoSuccess(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nbody\r\n0\r\n\r\n", "-1\r\n", "fffffffffffffffff\r\nbody", "4;\r\n"})
    default void aBrokenChunkIsNoEndOfABody(String chunks) throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked")
                .send(chunks);
        client.raw().endOutput();

        assertNoSuccess(client);
        assertEquals(0, application().requests());
    }

    @Test
    default void aChunkIsNoLongerThanItsLength() throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked")
                .send("4\r\nbodyX\r\n0\r\n\r\n");

        assertNoSuccess(client);
        assertEquals(0, application().requests());
    }

    /** A failure, or an end of the connection. */
    private static void assertNoSuccess(HostClient client) throws IOException {
        try {
            int status = client.head().status();
            assertTrue(status >= 400 && status < 500, "status " + status);
        } catch (EOFException | SocketException e) {
            // Nobody waits for an answer any more.
        }
    }
}
