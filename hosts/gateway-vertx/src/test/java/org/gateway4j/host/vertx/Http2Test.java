package org.gateway4j.host.vertx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.ErrorCode;
import org.gateway4j.contract.host.Http2Client;
import org.gateway4j.contract.host.SeenRequest;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of HTTP/2. */
class Http2Test extends HandlerFixture {

    private final BlockingQueue<SeenRequest> seen = new LinkedBlockingQueue<>();

    private Http2Client begin(VertxHost.Kind kind) throws Exception {
        start(kind);
        Http2Client client = new Http2Client(host().address());
        tracked(client::stop);
        return client;
    }

    private void answerWith(String text, String... headers) {
        application.serveBy(call -> {
            seen.add(SeenRequest.of(call));
            call.answer(200, Bytes.of(text), headers);
        });
    }

    @ParameterizedTest
    @EnumSource
    void passesARequest(VertxHost.Kind kind) throws Exception {
        answerWith("hello", "X-Test", "yes", "Connection", "close");
        HttpFields fields =
                HttpFields.build().add("cookie", "a=1").add("cookie", "b=2").add("x-test", "");

        Http2Client.Call call = begin(kind).send("GET", "/app/a%2Fb?", fields);

        assertEquals("hello", call.body());
        assertEquals(200, call.head().getStatus());
        assertEquals("yes", call.head().getHttpFields().get("x-test"));
        assertNull(call.head().getHttpFields().get("connection"));
        SeenRequest request = seen.take();
        assertEquals("/app/a%2Fb?", request.variable("REQUEST_URI"));
        assertEquals("HTTP/2.0", request.variable("SERVER_PROTOCOL"));
        assertEquals("h.example:81", request.field("Host"));
        assertEquals("h.example", request.variable("SERVER_NAME"));
        assertEquals("81", request.variable("SERVER_PORT"));
        assertEquals("a=1; b=2", request.field("Cookie"));
        assertEquals("", request.field("X-Test"));
        assertNull(request.variable("HTTPS"));
        assertEquals(0, request.body().length);
    }

    @ParameterizedTest
    @EnumSource
    void passesABodyOfUnknownLength(VertxHost.Kind kind) throws Exception {
        answerWith("thanks");
        Http2Client.Call call = begin(kind).open("POST", "/app/x", HttpFields.EMPTY);
        call.write("one", false);
        call.write("two", true);

        assertEquals("thanks", call.body());
        SeenRequest request = seen.take();
        assertEquals("onetwo", Bytes.text(request.body()));
        assertEquals("6", request.variable("CONTENT_LENGTH"));
    }

    @ParameterizedTest
    @EnumSource
    void resetsTheStreamOfAnAnswerThatBreaksOff(VertxHost.Kind kind) throws Exception {
        application.serveBy(call -> {
            call.head(200);
            call.write(Bytes.of("part"));
            call.breakOff();
        });

        Http2Client.Call call = begin(kind).send("GET", "/app/x", HttpFields.EMPTY);

        assertEquals(ErrorCode.CANCEL_STREAM_ERROR.code, call.reset());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatResetsItsStreamFreesTheApplicationThatIsSilent(VertxHost.Kind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        application.serveBy(call -> {
            arrived.countDown();
            call.awaitHangUp();
            free.countDown();
        });
        Http2Client.Call call = begin(kind).send("GET", "/app/x", HttpFields.EMPTY);
        assertTrue(arrived.await(20, TimeUnit.SECONDS));

        call.cancel();

        assertTrue(free.await(2_500, TimeUnit.MILLISECONDS), "the application is held for more than a second");
    }

    @ParameterizedTest
    @EnumSource
    void anEarlyAnswerArrivesBeforeTheBody(VertxHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        Http2Client.Call call =
                begin(kind).open("POST", "/app/x", HttpFields.build().add("content-length", "3000000"));
        call.write("a".repeat(1_000), false);

        assertEquals("too large", call.body());
        assertEquals(413, call.head().getStatus());
    }

    @ParameterizedTest
    @EnumSource
    void aLargeBodyArrivesWhole(VertxHost.Kind kind) throws Exception {
        byte[] body = Bytes.random(4 << 20, 9);
        application.serveBy(call -> call.answer(200, body));

        assertEquals(
                Bytes.text(body),
                begin(kind).send("GET", "/app/x", HttpFields.EMPTY).body());
    }

    @ParameterizedTest
    @EnumSource
    void sendsAFile(VertxHost.Kind kind) throws Exception {
        String content = "line of a file\n".repeat(20_000);
        Path file = Files.writeString(directory.resolve("files/large.txt"), content);
        answerWith("not this", "X-Sendfile", file.toString(), "Content-Type", "text/x-test");

        Http2Client.Call call = begin(kind).send("GET", "/app/x", HttpFields.EMPTY);

        assertEquals(content, call.body());
        assertEquals("text/x-test", call.head().getHttpFields().get("content-type"));
    }

    @ParameterizedTest
    @EnumSource
    void answersManyStreamsOfAConnection(VertxHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of(call.uri())));
        Http2Client client = begin(kind);
        List<Http2Client.Call> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(client.send("GET", "/app/" + i, HttpFields.EMPTY));
        }

        for (int i = 0; i < 20; i++) {
            assertEquals("/app/" + i, calls.get(i).body());
        }
    }
}
