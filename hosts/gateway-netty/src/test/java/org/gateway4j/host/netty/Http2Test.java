package org.gateway4j.host.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.ErrorCode;
import org.gateway4j.contract.host.Http2Client;
import org.gateway4j.contract.host.SeenRequest;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of HTTP/2. */
class Http2Test extends HandlerFixture {

    private final BlockingQueue<SeenRequest> seen = new LinkedBlockingQueue<>();
    private Http2Client client;

    @BeforeEach
    void connectClient() throws Exception {
        start(Http2Test::streams);
        client = new Http2Client(host().address());
        tracked(client::stop);
    }

    private static void streams(Channel connection, GatewayHandler gateways) {
        ChannelInitializer<Channel> stream = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel opened) {
                opened.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), gateways);
            }
        };
        connection.pipeline().addLast(Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(stream));
    }

    private void answerWith(String text, String... headers) {
        application.serveBy(call -> {
            seen.add(SeenRequest.of(call));
            call.answer(200, Bytes.of(text), headers);
        });
    }

    @Test
    void passesARequest() throws Exception {
        answerWith("hello", "X-Test", "yes", "Connection", "close");
        HttpFields fields =
                HttpFields.build().add("cookie", "a=1").add("cookie", "b=2").add("x-test", "");

        Http2Client.Call call = client.send("GET", "/app/a%2Fb?", fields);

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
        assertNull(request.field("X-Http2-Scheme"));
        assertNull(request.variable("HTTPS"));
        assertEquals(0, request.body().length);
    }

    @Test
    void passesABodyOfUnknownLength() throws Exception {
        answerWith("thanks");
        Http2Client.Call call = client.open("POST", "/app/x", HttpFields.EMPTY);
        call.write("one", false);
        call.write("two", true);

        assertEquals("thanks", call.body());
        SeenRequest request = seen.take();
        assertEquals("onetwo", Bytes.text(request.body()));
        assertEquals("6", request.variable("CONTENT_LENGTH"));
    }

    @Test
    void answersHead() throws Exception {
        answerWith("", "Content-Length", "12");

        Http2Client.Call call = client.send("HEAD", "/app/x", HttpFields.EMPTY);

        assertEquals("", call.body());
        assertEquals("12", call.head().getHttpFields().get("content-length"));
    }

    @Test
    void answers404WhereNothingIsMounted() throws Exception {
        assertEquals(404, client.send("GET", "/other", HttpFields.EMPTY).head().getStatus());
    }

    @Test
    void resetsTheStreamOfAnAnswerThatBreaksOff() throws Exception {
        application.serveBy(call -> {
            call.head(200);
            call.write(Bytes.of("part"));
            call.breakOff();
        });

        Http2Client.Call call = client.send("GET", "/app/x", HttpFields.EMPTY);

        assertEquals(ErrorCode.CANCEL_STREAM_ERROR.code, call.reset());
    }

    @Test
    void aClientThatResetsItsStreamFreesTheApplicationThatIsSilent() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        application.serveBy(call -> {
            arrived.countDown();
            call.awaitHangUp();
            free.countDown();
        });
        Http2Client.Call call = client.send("GET", "/app/x", HttpFields.EMPTY);
        assertTrue(arrived.await(20, TimeUnit.SECONDS));

        call.cancel();

        assertTrue(free.await(2_500, TimeUnit.MILLISECONDS), "the application is held for more than a second");
    }

    @Test
    void anEarlyAnswerArrivesBeforeTheBody() throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        Http2Client.Call call = client.open("POST", "/app/x", HttpFields.build().add("content-length", "3000000"));
        call.write("a".repeat(1_000), false);

        assertEquals("too large", call.body());
        assertEquals(413, call.head().getStatus());
        assertEquals(ErrorCode.NO_ERROR.code, call.reset());
    }

    @Test
    void aLargeBodyArrivesWhole() throws Exception {
        byte[] body = Bytes.random(4 << 20, 9);
        application.serveBy(call -> call.answer(200, body));

        assertEquals(
                Bytes.text(body), client.send("GET", "/app/x", HttpFields.EMPTY).body());
    }

    @Test
    void aHandedOffFileArrivesWhole() throws Exception {
        byte[] content = Bytes.random(1 << 20, 10);
        String file = file(content).toString();
        application.serveBy(call -> call.answer(200, new byte[0], "X-Sendfile", file));

        assertEquals(
                Bytes.text(content),
                client.send("GET", "/app/x", HttpFields.EMPTY).body());
    }

    @Test
    void aClientThatDoesNotReadHoldsTheApplication() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch free = new CountDownLatch(1);
        byte[] piece = new byte[64 * 1024];
        application.serveBy(call -> {
            call.head(200);
            try {
                while (true) {
                    call.write(piece);
                    sent.addAndGet(piece.length);
                }
            } catch (IOException e) {
                free.countDown();
            }
        });
        client.ignore("/app/x");

        awaitStandstill(sent);
        client.stop();

        assertTrue(free.await(20, TimeUnit.SECONDS), "the application is held");
    }

    /** A host that keeps taking never stands still. */
    private static void awaitStandstill(AtomicLong sent) throws InterruptedException {
        long before = -1;
        for (long now = sent.get(); now != before || now == 0; now = sent.get()) {
            assertTrue(now < 64L << 20, "the host has taken " + now);
            before = now;
            TimeUnit.MILLISECONDS.sleep(400);
        }
    }
}
