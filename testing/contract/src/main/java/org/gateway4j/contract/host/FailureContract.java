package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.gateway4j.PoolConfig;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures before and after the head of an answer. */
interface FailureContract extends HostFixture {

    @Test
    default void answers502WhereTheApplicationIsGone() throws Exception {
        HttpAnswer answer = connect().exchange("GET /gone/x HTTP/1.1", "Host: h.example");

        assertEquals(502, answer.status());
        assertTellsNothing(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no head at all", "Status: banana\r\n\r\n", "Content-Length: x\r\n\r\n"})
    default void answers502ToAnAnswerThatIsNone(String output) throws Exception {
        application().print(output);

        HttpAnswer answer = get();

        assertEquals(502, answer.status());
        assertTellsNothing(answer);
    }

    @Test
    default void answers502WhenTheApplicationBreaksOffBeforeItsHead() throws Exception {
        application().serveBy(call -> {
            call.error("PHP Fatal error: secret in /srv/app.php\n");
            call.write(Bytes.of("X-Test: y"));
            call.breakOff();
        });

        HttpAnswer answer = get();

        assertEquals(502, answer.status());
        assertTellsNothing(answer);
    }

    @Test
    default void answers504WhenTheApplicationTakesTooLong() throws Exception {
        application().serveBy(application()::holdUntilLetGo);

        RunningHost impatient = hostWith(settings().with(settings().timeouts().withHead(Duration.ofMillis(200))));

        HttpAnswer answer = connect(impatient).exchange("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals(504, answer.status());
        assertTellsNothing(answer);
    }

    @Test
    default void answers503WhenAllConnectionsAreInUse() throws Exception {
        Gate gate = gate();
        Gate arrived = gate();
        application().serveBy(call -> {
            arrived.open();
            gate.pass();
            call.answer(200, new byte[0]);
        });
        RunningHost small = hostWith(
                settings().with(PoolConfig.of(1)).with(settings().timeouts().withAcquire(Duration.ofMillis(100))));
        HostClient first = connect(small);
        first.request("GET /app/x HTTP/1.1", "Host: h.example");
        arrived.pass();

        HttpAnswer answer = connect(small).exchange("GET /app/y HTTP/1.1", "Host: h.example");

        assertEquals(503, answer.status());
        assertEquals("1", answer.head().only("Retry-After"));
        assertTellsNothing(answer);
        gate.open();
        assertEquals(200, first.answer().status());
    }

    /** A failure before the head costs the client its answer, not its connection. */
    @Test
    default void theConnectionGoesOnAfterAFailure() throws Exception {
        HostClient client = connect();
        HttpAnswer failure = client.exchange("GET /gone/x HTTP/1.1", "Host: h.example");

        assertEquals(502, failure.status());
        assertFalse(failure.head().closes(), failure::toString);
        assertEquals(
                200, client.exchange("GET /app/x HTTP/1.1", "Host: h.example").status());
    }

    @Test
    default void aFailureHasNoBodyInTheAnswerToHead() throws Exception {
        HostClient client = connect();

        assertEquals(
                502, client.exchange("HEAD /gone/x HTTP/1.1", "Host: h.example").status());
        assertEquals(
                200, client.exchange("GET /app/x HTTP/1.1", "Host: h.example").status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void anAnswerThatBreaksOffIsSeenAsBroken(boolean declared) throws Exception {
        application().serveBy(call -> {
            if (declared) {
                call.head(200, "Content-Length", "10");
            } else {
                call.head(200);
            }
            call.write(Bytes.of("part"));
            call.breakOff();
        });
        HostClient client = connect();
        AnswerHead head =
                client.request("GET /app/x HTTP/1.1", "Host: h.example").head();

        // A host that has sent nothing yet may still say so in a status.
        if (head.status() == 502) {
            assertTellsNothing(new HttpAnswer(head, Bytes.text(client.body(head).readAllBytes())));
        } else {
            assertEquals(200, head.status());
            assertBroken(client.body(head));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void anAnswerThatBreaksOffLaterIsSeenAsBroken(boolean declared) throws Exception {
        Gate gate = gate();
        application().serveBy(call -> {
            if (declared) {
                call.head(200, "Content-Length", "10");
            } else {
                call.head(200);
            }
            call.write(Bytes.of("part"));
            gate.pass();
            call.breakOff();
        });
        HostClient client = connect();
        AnswerHead head =
                client.request("GET /app/x HTTP/1.1", "Host: h.example").head();
        assertEquals(200, head.status());
        InputStream body = client.body(head);
        assertEquals("part", Bytes.text(body.readNBytes(4)));

        gate.open();

        assertBroken(body);
    }

    private static void assertBroken(InputStream body) {
        IOException failure = assertThrows(IOException.class, body::readAllBytes);
        assertFalse(failure instanceof SocketTimeoutException, () -> "the connection stays open: " + failure);
    }

    private static void assertTellsNothing(HttpAnswer answer) {
        String text = answer.text() + answer.head();
        for (String internal :
                new String[] {"Exception", "\tat ", "gateway4j", ".sock", "fastcgi", "FastCGI", "secret", "/srv/"}) {
            assertFalse(text.contains(internal), () -> internal + " in " + text);
        }
    }
}
