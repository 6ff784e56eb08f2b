package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections of clients: kept, pipelined, ended, and misused. */
interface ConnectionContract extends HostFixture {

    @Test
    default void servesManyRequestsOnAConnection() throws Exception {
        HostClient client = connect();
        for (int i = 0; i < 5; i++) {
            application().answer(200, "answer " + i);
            assertEquals(
                    "answer " + i,
                    client.exchange("GET /app/x HTTP/1.1", "Host: h.example").text());
        }
        assertEquals(5, application().requests());
    }

    @Test
    default void answersPipelinedRequestsInTheirOrder() throws Exception {
        application().serveBy(call -> call.answer(200, Bytes.of(call.uri())));
        HostClient client = connect();
        for (int i = 0; i < 5; i++) {
            client.request("GET /app/" + i + " HTTP/1.1", "Host: h.example");
        }

        for (int i = 0; i < 5; i++) {
            assertEquals("/app/" + i, client.answer().text());
        }
    }

    @Test
    default void aPipelinedRequestIsNoPartOfTheBodyBeforeIt() throws Exception {
        application().serveBy(call -> call.answer(200, call.input().readAllBytes()));
        HostClient client = connect();
        client.request("POST /app/a HTTP/1.1", "Host: h.example", "Content-Length: 3")
                .send("one");
        client.request("POST /app/b HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked")
                .send("3\r\ntwo\r\n0\r\n\r\n");
        client.request("GET /app/c HTTP/1.1", "Host: h.example");

        assertEquals("one", client.answer().text());
        assertEquals("two", client.answer().text());
        assertEquals("", client.answer().text());
    }

    /** A client has all of an answer before its application has said so, and asks for the next one. */
    @Test
    default void theEndOfAnAnswerMayComeLate() throws Exception {
        Gate end = gate();
        application().serveBy(call -> {
            if (call.uri().equals("/app/first")) {
                call.head(200, "Content-Length", "5");
                call.write(Bytes.of("first"));
                end.pass();
            } else {
                call.answer(200, Bytes.of("second"));
            }
        });
        HostClient client = connect();
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "first",
                    client.exchange("GET /app/first HTTP/1.1", "Host: h.example")
                            .text());
            end.open();
            awaitRest();

            client.request("GET /app/first HTTP/1.1", "Host: h.example");
            assertEquals("first", client.answer().text());
            client.request("GET /app/second HTTP/1.1", "Host: h.example");
            end.open();
            assertEquals("second", client.answer().text());
        }
    }

    /** An upload that is answered before it is read, and read to its end before the answer has ended. */
    @Test
    default void theEndOfAnEarlyAnswerMayComeLate() throws Exception {
        Gate end = gate();
        application().serveBy(call -> {
            if (call.method().equals("POST")) {
                call.head(200, "Content-Length", "5");
                call.write(Bytes.of("first"));
                assertEquals(300_000, call.input().readAllBytes().length);
                end.pass();
            } else {
                call.answer(200, Bytes.of("second"));
            }
        });
        HostClient client = connect();
        client.request("POST /app/first HTTP/1.1", "Host: h.example", "Content-Length: 300000")
                .send("x".repeat(100_000));
        assertEquals("first", client.answer().text());

        client.send("x".repeat(200_000));
        client.request("GET /app/second HTTP/1.1", "Host: h.example");
        end.open();

        assertEquals("second", client.answer().text());
    }

    @Test
    default void endsTheConnectionOfAClientThatSaysSo() throws Exception {
        HostClient client = connect();

        assertEquals(
                200,
                client.exchange("GET /app/x HTTP/1.1", "Host: h.example", "Connection: close")
                        .status());

        client.awaitEnd();
    }

    /** A body that nobody has read is not the next request, and does not cost the client its answer. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 100_000})
    default void anEarlyAnswerArrivesBeforeTheBody(int sent) throws Exception {
        application().serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000")
                .send("x".repeat(sent));

        HttpAnswer answer = client.answer();

        assertEquals(413, answer.status());
        assertEquals("too large", answer.text());
    }

    @Test
    default void anEarlyAnswerReachesAClientThatGoesOnSending() throws Exception {
        application().serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000");
        CompletableFuture<Void> upload = client.raw().sendMeanwhile(new byte[3_000_000]);

        HttpAnswer answer = client.answer();

        assertEquals(413, answer.status());
        assertEquals("too large", answer.text());
        upload.handle((done, failure) -> failure).get();
    }

    @Test
    default void anUnreadBodyIsNotTheNextRequest() throws Exception {
        application().serveBy(call -> call.answer(200, Bytes.of(call.uri())));
        HostClient client = connect();
        String body = "GET /app/smuggled HTTP/1.1\r\nHost: h.example\r\n\r\n";
        client.request("POST /app/first HTTP/1.1", "Host: h.example", "Content-Length: " + body.length())
                .send(body);
        HttpAnswer answer = client.answer();
        assertEquals("/app/first", answer.text());

        if (answer.head().closes()) {
            client.awaitEnd();
        } else {
            assertEquals(
                    "/app/second",
                    client.exchange("GET /app/second HTTP/1.1", "Host: h.example")
                            .text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /app/x HTTP/1.1\r\n\r\n",
                "GET /app/x HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /app/x HTTP/1.1\r\nHost: h.example\r\nContent-Length: x\r\n\r\n",
                "POST /app/x HTTP/1.1\r\nHost: h.example\r\nContent-Length: +4\r\n\r\nbody",
                "POST /app/x HTTP/1.1\r\nHost: h.example\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody",
                "POST /app/x HTTP/1.1\r\nHost: h.example\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /app/x HTTP/1.1\r\nHost: h.example\r\nTransfer-Encoding: gzip\r\n\r\n",
                "GET /app/x HTTP/1.1\r\nHost: h.example\r\nX Y: z\r\n\r\n",
                "GET /app/x HTTP/1.1\r\nHost: h.example\r\nX-Test : z\r\n\r\n",
                "GET /app/x HTTP/1.1\r\nHost: h.example\r\nX-Test: a\0b\r\n\r\n",
                "GET /app/x HTTP/1.1\r\nHost: h.ex/ample\r\n\r\n",
                "GET /app/%zz HTTP/1.1\r\nHost: h.example\r\n\r\n",
                "GET /app/a%00b HTTP/1.1\r\nHost: h.example\r\n\r\n",
                "G@T /app/x HTTP/1.1\r\nHost: h.example\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    default void refusesABadRequest(String request) throws Exception {
        HostClient client = connect();
        client.send(request);

        AnswerHead head = client.head();

        assertTrue(head.status() >= 400 && head.status() < 600 && head.status() != 500, head::toString);
        assertEquals(0, application().requests());
    }

    /** RFC 9112 section 6.3: nobody knows where such a body ends, so the connection ends with the refusal. */
    @Test
    default void aBodyWithoutChunksIsNotTheNextRequest() throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: gzip");
        client.request("GET /app/smuggled HTTP/1.1", "Host: h.example");

        HttpAnswer answer = client.answer();

        assertTrue(answer.status() >= 400 && answer.status() < 600, answer::toString);
        client.awaitEnd();
        assertEquals(0, application().requests());
    }

    @Test
    default void aWebSocketIsRefused() throws Exception {
        HostClient client = connect();

        HttpAnswer answer = client.exchange(
                "GET /app/x HTTP/1.1",
                "Host: h.example",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertEquals(501, answer.status());
        assertEquals(0, application().requests());
        assertEquals(
                200, client.exchange("GET /app/x HTTP/1.1", "Host: h.example").status());
    }

    @Test
    default void reusesTheConnectionToTheApplication() throws Exception {
        HostClient client = connect();
        client.exchange("GET /app/x HTTP/1.1", "Host: h.example");
        int connections = application().connections();

        for (int i = 0; i < 5; i++) {
            client.exchange("GET /app/x HTTP/1.1", "Host: h.example");
        }

        assertEquals(connections, application().connections());
    }

    @Test
    default void answersEachOfManyClientsItsOwn() throws Exception {
        application().serveBy(call -> call.answer(200, Bytes.of(call.uri())));
        List<HostClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            clients.add(connect());
        }

        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).request("GET /app/" + i + " HTTP/1.1", "Host: h.example");
        }

        for (int i = 0; i < clients.size(); i++) {
            assertEquals("/app/" + i, clients.get(i).answer().text());
        }
    }

    @Test
    default void aHostThatStopsEndsWhatIsInFlight() throws Exception {
        Gate arrived = gate();
        application().serveBy(call -> {
            arrived.open();
            application().holdUntilLetGo(call);
        });
        RunningHost stopping = hostWith(settings());
        connect(stopping).request("GET /app/x HTTP/1.1", "Host: h.example");
        arrived.pass();

        stopping.close();

        application().assertLetGoPromptly();
    }

    @Test
    default void anOfferToUpgradeIsPassedOver() throws Exception {
        HostClient client = connect();

        HttpAnswer answer = client.exchange(
                "GET /app/x HTTP/1.1",
                "Host: h.example",
                "Connection: Upgrade, HTTP2-Settings",
                "Upgrade: x-test",
                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA");

        assertEquals(200, answer.status());
        SeenRequest seen = application().next();
        assertEquals(null, seen.field("Upgrade"));
        assertEquals(null, seen.field("HTTP2-Settings"));
        assertEquals(
                200, client.exchange("GET /app/x HTTP/1.1", "Host: h.example").status());
    }
}
