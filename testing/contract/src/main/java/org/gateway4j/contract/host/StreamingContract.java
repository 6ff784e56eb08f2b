package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;

/** Answers that are made while they are read, and clients that leave meanwhile. */
interface StreamingContract extends HostFixture {

    @Test
    default void eventsArriveOneByOne() throws Exception {
        Gate gate = gate();
        application().serveBy(call -> {
            call.head(200, "Content-Type", "text/event-stream");
            for (int i = 0; i < 5; i++) {
                gate.pass();
                call.write(Bytes.of("data: " + i + "\n\n"));
            }
        });
        HostClient client = connect();
        client.request("GET /app/events HTTP/1.1", "Host: h.example");

        // Each is made only after the one before it has arrived, the first after the head.
        AnswerHead head = client.head();
        BufferedReader events =
                new BufferedReader(new InputStreamReader(client.body(head), StandardCharsets.ISO_8859_1));
        for (int i = 0; i < 5; i++) {
            gate.open();
            assertEquals("data: " + i, events.readLine());
            assertEquals("", events.readLine());
        }
        assertEquals(null, events.readLine());
    }

    @Test
    default void aPieceOfADeclaredBodyDoesNotWaitForTheNext() throws Exception {
        Gate gate = gate();
        application().serveBy(call -> {
            call.head(200, "Content-Length", "6");
            call.write(Bytes.of("one"));
            gate.pass();
            call.write(Bytes.of("two"));
        });
        HostClient client = connect();
        AnswerHead head =
                client.request("GET /app/x HTTP/1.1", "Host: h.example").head();

        assertEquals("one", Bytes.text(client.body(head).readNBytes(3)));
        gate.open();
        assertEquals("two", Bytes.text(client.raw().readBytes(3)));
    }

    @Test
    default void bothDirectionsStreamAtOnce() throws Exception {
        application().serveBy(call -> {
            call.head(200);
            byte[] piece = new byte[64 * 1024];
            for (int count = call.input().read(piece);
                    count >= 0;
                    count = call.input().read(piece)) {
                call.write(Arrays.copyOf(piece, count));
            }
        });
        byte[] body = Bytes.random(4 << 20, 4);
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: " + body.length);
        CompletableFuture<Void> upload = client.raw().sendMeanwhile(body);

        HttpAnswer answer = client.answer();
        upload.get(20, TimeUnit.SECONDS);

        assertEquals(200, answer.status());
        assertArrayEquals(body, answer.body());
    }

    @Test
    default void aClientThatLeavesFreesTheApplicationThatSends() throws Exception {
        application().serveBy(call -> {
            call.head(200);
            application().holdUntilLetGo(call, Bytes.random(64 * 1024, 5));
        });
        HostClient client = connect();
        AnswerHead head =
                client.request("GET /app/x HTTP/1.1", "Host: h.example").head();
        assertTrue(client.body(head).read() >= 0);

        client.close();

        application().assertLetGoPromptly();
    }

    @Test
    default void aClientThatResetsFreesTheApplicationThatSends() throws Exception {
        application().serveBy(call -> {
            call.head(200);
            application().holdUntilLetGo(call, Bytes.of("event\n"));
        });
        HostClient client = connect();
        AnswerHead head =
                client.request("GET /app/x HTTP/1.1", "Host: h.example").head();
        assertTrue(client.body(head).read() >= 0);

        client.raw().reset();

        application().assertLetGoPromptly();
    }

    /** Five impatient clients would otherwise block a PHP-FPM of five workers. */
    @Test
    default void aClientThatLeavesFreesTheApplicationThatIsSilent() throws Exception {
        Gate arrived = gate();
        application().serveBy(call -> {
            arrived.open();
            application().holdUntilLetGo(call);
        });
        HostClient client = connect();
        client.request("GET /app/x HTTP/1.1", "Host: h.example");
        arrived.pass();

        client.close();

        application().assertLetGoPromptly();
    }

    @Test
    default void aClientThatLeavesFreesTheApplicationThatPauses() throws Exception {
        application().serveBy(call -> {
            call.head(200);
            call.write(Bytes.of("one"));
            application().holdUntilLetGo(call);
        });
        HostClient client = connect();
        AnswerHead head =
                client.request("GET /app/x HTTP/1.1", "Host: h.example").head();
        assertEquals("one", Bytes.text(client.body(head).readNBytes(3)));

        client.close();

        application().assertLetGoPromptly();
    }

    @Test
    default void aClientThatLeavesWithinItsUploadFreesTheApplication() throws Exception {
        Gate arrived = gate();
        application().serveBy(call -> {
            arrived.open();
            application().holdUntilLetGo(call);
        });
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 1000000")
                .send("x".repeat(100_000));
        arrived.pass();

        client.close();

        application().assertLetGoPromptly();
    }
}
