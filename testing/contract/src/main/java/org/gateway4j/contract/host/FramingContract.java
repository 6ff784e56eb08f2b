package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of answers, and how their end is known. */
interface FramingContract extends HostFixture {

    @Test
    default void keepsADeclaredLength() throws Exception {
        application().answer(200, "a\0\r\n\u00ff", "Content-Length", "5");

        HttpAnswer answer = get();

        assertEquals("5", answer.head().only("Content-Length"));
        assertEquals("a\0\r\n\u00ff", answer.text());
    }

    @Test
    default void framesABodyOfUnknownLength() throws Exception {
        Gate gate = gate();
        application().serveBy(call -> {
            call.head(200);
            call.write(Bytes.of("one"));
            gate.pass();
            call.write(Bytes.of("two"));
        });
        HostClient client = connect();
        AnswerHead head =
                client.request("GET /app/x HTTP/1.1", "Host: h.example").head();
        gate.open();

        assertEquals("chunked", head.only("Transfer-Encoding"));
        assertEquals("onetwo", Bytes.text(client.body(head).readAllBytes()));
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }

    @Test
    default void passesAnEmptyBody() throws Exception {
        HostClient client = connect();

        assertEquals(
                "", client.exchange("GET /app/x HTTP/1.1", "Host: h.example").text());
        assertEquals(
                "", client.exchange("GET /app/y HTTP/1.1", "Host: h.example").text());
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    default void sendsNoBodyWhereThereMustBeNone(int status) throws Exception {
        application().answer(status, "a body, by mistake", "Etag", "\"x\"");
        HostClient client = connect();

        for (int i = 0; i < 2; i++) {
            HttpAnswer answer = client.exchange("GET /app/x HTTP/1.1", "Host: h.example");
            assertEquals(status, answer.status());
            assertEquals("\"x\"", answer.head().only("Etag"));
            assertFalse(answer.head().has("Transfer-Encoding"), answer::toString);
        }
    }

    @Test
    default void declaresNoLengthWith204() throws Exception {
        application().answer(204, "", "Content-Length", "0");

        assertFalse(get().head().has("Content-Length"));
    }

    @Test
    default void keepsTheLengthOf304() throws Exception {
        application().answer(304, "", "Content-Length", "12");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("GET /app/x HTTP/1.1", "Host: h.example", "If-None-Match: \"x\"");

        assertEquals(304, answer.status());
        assertEquals(List.of("12"), answer.head().all("Content-Length"));
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }

    @Test
    default void endsA205() throws Exception {
        application().answer(205, "");
        HostClient client = connect();

        HttpAnswer answer = client.exchange("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals(205, answer.status());
        assertEquals("", answer.text());
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void passesALargeBody(boolean declared) throws Exception {
        byte[] body = Bytes.random(10 << 20, 3);
        application().serveBy(call -> {
            if (declared) {
                call.answer(200, body, "Content-Length", Integer.toString(body.length));
            } else {
                call.answer(200, body);
            }
        });

        HttpAnswer answer = get();

        assertArrayEquals(body, answer.body());
    }

    @Test
    default void cutsWhatGoesBeyondTheDeclaredLength() throws Exception {
        application().answer(200, "text and more", "Content-Length", "4");
        HostClient client = connect();

        assertEquals(
                "text",
                client.exchange("GET /app/x HTTP/1.1", "Host: h.example").text());
        assertEquals(
                200, client.exchange("GET /other/x HTTP/1.1", "Host: h.example").status());
    }

    @Test
    default void passesNoInterimAnswer() throws Exception {
        application().print("Status: 103\r\nLink: </style.css>; rel=preload\r\n\r\nStatus: 201\r\n\r\ntext");

        HttpAnswer answer = get();

        assertEquals(201, answer.status());
        assertEquals("text", answer.text());
    }

    /** The application has seen the fields, and has decided. */
    @ParameterizedTest
    @ValueSource(strings = {"Range: bytes=0-1", "If-None-Match: \"x\"", "Accept-Encoding: gzip, br"})
    default void changesNoAnswerForTheFieldsOfARequest(String field) throws Exception {
        application()
                .answer(
                        200,
                        "text".repeat(1_000),
                        "Etag",
                        "\"x\"",
                        "Content-Type",
                        "text/html",
                        "Accept-Ranges",
                        "bytes");

        HttpAnswer answer = connect().exchange("GET /app/x HTTP/1.1", "Host: h.example", field);

        assertEquals(200, answer.status());
        assertEquals("text".repeat(1_000), answer.text());
        assertFalse(answer.head().has("Content-Encoding"), answer::toString);
    }

    @Test
    default void passesAPartialAnswer() throws Exception {
        application().answer(206, "ex", "Content-Range", "bytes 1-2/4", "Content-Encoding", "x-test");

        HttpAnswer answer = connect().exchange("GET /app/x HTTP/1.1", "Host: h.example", "Range: bytes=1-2");

        assertEquals(206, answer.status());
        assertEquals("bytes 1-2/4", answer.head().only("Content-Range"));
        assertEquals("x-test", answer.head().only("Content-Encoding"));
        assertEquals("ex", answer.text());
    }

    @Test
    default void aClientOfHttp10GetsNoChunks() throws Exception {
        application().answer(200, "text");
        HostClient client = connect();

        AnswerHead head =
                new AnswerHead(client.request("GET /app/x HTTP/1.0").raw().readHead());

        assertFalse(head.has("Transfer-Encoding"), head::toString);
        assertTrue(head.lines().get(0).contains(" 200"), head::toString);
        assertEquals("text", client.raw().read(1000));
    }
}
