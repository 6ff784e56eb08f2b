package org.gateway4j.host.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.gateway4j.contract.host.Http2Client;
import org.gateway4j.contract.host.SeenRequest;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of HTTP/2. */
class Http2Test extends HandlerFixture {

    private final BlockingQueue<SeenRequest> seen = new LinkedBlockingQueue<>();

    private Http2Client begin(JettyHost.Kind kind) throws Exception {
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
    void passesARequest(JettyHost.Kind kind) throws Exception {
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
    void passesABodyOfUnknownLength(JettyHost.Kind kind) throws Exception {
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
    void resetsTheStreamOfAnAnswerThatBreaksOff(JettyHost.Kind kind) throws Exception {
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
    void aClientThatResetsItsStreamFreesTheApplicationThatIsSilent(JettyHost.Kind kind) throws Exception {
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
    void anEarlyAnswerArrivesBeforeTheBody(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        Http2Client.Call call =
                begin(kind).open("POST", "/app/x", HttpFields.build().add("content-length", "3000000"));
        call.write("a".repeat(1_000), false);

        assertEquals("too large", call.body());
        assertEquals(413, call.head().getStatus());
    }

    @ParameterizedTest
    @EnumSource
    void aLargeBodyArrivesWhole(JettyHost.Kind kind) throws Exception {
        byte[] body = Bytes.random(4 << 20, 9);
        application.serveBy(call -> call.answer(200, body));

        assertEquals(
                Bytes.text(body),
                begin(kind).send("GET", "/app/x", HttpFields.EMPTY).body());
    }

    private Http2Client beginWithStreamTimeout(JettyHost.Kind kind) throws Exception {
        start(
                kind,
                changed -> changed.connector()
                        .getConnectionFactory(HTTP2CServerConnectionFactory.class)
                        .setStreamIdleTimeout(300));
        Http2Client client = new Http2Client(host().address());
        tracked(client::stop);
        return client;
    }

    /** The idle timeout of Jetty is for clients. */
    @ParameterizedTest
    @EnumSource
    void anApplicationMayBeSilentForLongerThanAClient(JettyHost.Kind kind) throws Exception {
        CountDownLatch longer = new CountDownLatch(1);
        application.serveBy(call -> {
            longer.await(1_500, TimeUnit.MILLISECONDS);
            call.answer(200, Bytes.of("late"));
        });

        Http2Client.Call call = beginWithStreamTimeout(kind).send("GET", "/app/x", HttpFields.EMPTY);

        assertEquals("late", call.body());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotReadFreesTheApplication(JettyHost.Kind kind) throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        byte[] piece = new byte[64 * 1024];
        application.serveBy(call -> {
            call.head(200);
            try {
                while (true) {
                    call.write(piece);
                }
            } catch (IOException e) {
                free.countDown();
            }
        });

        beginWithStreamTimeout(kind).ignore("/app/x");

        assertTrue(free.await(20, TimeUnit.SECONDS), "the application is held");
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatPausesWithinItsUploadIsTooSlow(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, call.input().readAllBytes()));
        Http2Client.Call call = beginWithStreamTimeout(kind)
                .open("POST", "/app/x", HttpFields.build().add("content-length", "1000000"));
        call.write("a".repeat(10_000), false);

        assertEquals(408, call.head().getStatus());
    }
}
