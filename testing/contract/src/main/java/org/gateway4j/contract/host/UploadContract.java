package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bodies of requests. */
interface UploadContract extends HostFixture {

    int MIB = 1 << 20;

    @Test
    default void passesABodyOfKnownLength() throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 5")
                .send("a\0\r\n\u00ff");
        assertEquals(200, client.answer().status());

        SeenRequest seen = application().next();
        assertEquals("5", seen.variable("CONTENT_LENGTH"));
        assertEquals("a\0\r\n\u00ff", seen.text());
    }

    @Test
    default void passesABodyOfUnknownLength() throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked")
                .send("3\r\nabc\r\n00A;name=\"value\"\r\n0123456789\r\n0\r\n\r\n");
        assertEquals(200, client.answer().status());

        SeenRequest seen = application().next();
        assertEquals("abc0123456789", seen.text());
        assertEquals("13", seen.variable("CONTENT_LENGTH"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 0", "Transfer-Encoding: chunked"})
    default void passesAnEmptyBody(String framing) throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", framing);
        if (framing.endsWith("chunked")) {
            client.send("0\r\n\r\n");
        }
        assertEquals(200, client.answer().status());

        SeenRequest seen = application().next();
        assertEquals(0, seen.text().length());
        assertEquals(0, Long.parseLong("0" + seen.variables().getOrDefault("CONTENT_LENGTH", "")));
    }

    @Test
    default void passesNoBodyWhereThereIsNone() throws Exception {
        SeenRequest seen = seen("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals(0, seen.text().length());
        assertNull(seen.field("Content-Length"));
    }

    @Test
    default void passesTheBodyOfAGet() throws Exception {
        HostClient client = connect();
        client.request("GET /app/x HTTP/1.1", "Host: h.example", "Content-Length: 4")
                .send("body");
        assertEquals(200, client.answer().status());

        assertEquals("body", application().next().text());
    }

    /** Nothing in the host may read it before, such as for parameters. */
    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=b", "application/json"})
    default void leavesEveryTypeOfBodyToTheApplication(String type) throws Exception {
        String body = "_method=DELETE&--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--b--\r\n";
        HostClient client = connect();
        client.request(
                        "POST /app/x HTTP/1.1",
                        "Host: h.example",
                        "Content-Type: " + type,
                        "Content-Length: " + body.length())
                .send(body);
        assertEquals(200, client.answer().status());

        SeenRequest seen = application().next();
        assertEquals("POST", seen.variable("REQUEST_METHOD"));
        assertEquals(type, seen.variable("CONTENT_TYPE"));
        assertEquals(body, seen.text());
    }

    @Test
    default void passesALargeBodyOfKnownLength() throws Exception {
        byte[] body = Bytes.random(10 * MIB, 1);
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: " + body.length);
        CompletableFuture<Void> upload = client.raw().sendMeanwhile(body);
        assertEquals(200, client.answer().status());

        upload.get(20, TimeUnit.SECONDS);
        assertArrayEquals(body, application().next().body());
    }

    @Test
    default void passesALargeBodyOfUnknownLength() throws Exception {
        byte[] chunk = Bytes.random(64 * 1024, 2);
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked");
        for (int i = 0; i < 160; i++) {
            client.send("10000\r\n" + Bytes.text(chunk) + "\r\n");
        }
        client.send("0\r\n\r\n");
        assertEquals(200, client.answer().status());

        byte[] body = application().next().body();
        assertEquals(10 * MIB, body.length);
        assertArrayEquals(chunk, Arrays.copyOfRange(body, 9 * MIB, 9 * MIB + chunk.length));
    }

    @Test
    default void asksForTheBodyOfAClientThatExpectsIt() throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 4", "Expect: 100-continue");

        assertEquals(100, client.head().status());
        client.send("body");
        assertEquals(200, client.answer().status());
        SeenRequest seen = application().next();
        assertEquals("body", seen.text());
        assertNull(seen.field("Expect"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unmounted", "/app/../other/x", "/gone/x"})
    default void asksForNoBodyThatNobodyWants(String target) throws Exception {
        HostClient client = connect();
        client.request("POST " + target + " HTTP/1.1", "Host: h.example", "Content-Length: 4", "Expect: 100-continue");

        int status = client.head().status();
        assertTrue(Set.of(400, 404, 502).contains(status), "status " + status);
    }

    @Test
    default void anApplicationMayAnswerAClientThatWaits() throws Exception {
        application().serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 1000000", "Expect: 100-continue");

        AnswerHead head = client.head();
        // Whether the application wants the body is not known before its answer, so it may be asked for.
        if (head.status() == 100) {
            head = client.head();
        }
        assertEquals(413, head.status());
        assertEquals("too large", Bytes.text(client.body(head).readAllBytes()));
    }

    @Test
    default void dropsTrailers() throws Exception {
        HostClient client = connect();
        client.request("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked", "Trailer: X-Sum")
                .send("4\r\nbody\r\n0\r\nX-Sum: 1\r\nContent-Length: 99\r\n\r\n");
        HttpAnswer answer = client.answer();
        assertEquals(200, answer.status());

        SeenRequest seen = application().next();
        assertEquals("body", seen.text());
        assertEquals("4", seen.variable("CONTENT_LENGTH"));
        assertNull(seen.field("X-Sum"));
        if (answer.head().closes()) {
            client.awaitEnd();
        } else {
            assertEquals(
                    200,
                    client.exchange("GET /app/next HTTP/1.1", "Host: h.example").status());
        }
    }
}
