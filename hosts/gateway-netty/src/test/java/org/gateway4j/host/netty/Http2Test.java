package org.gateway4j.host.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.ErrorCode;
import org.gateway4j.contract.host.Http2Client;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of clients of HTTP/2 that send or read too slowly. */
class Http2Test extends HandlerFixture {

    private Http2Client client;

    @BeforeEach
    void connectClient() throws Exception {
        start(Http2Test::streams);
        client = new Http2Client(host().address());
        tracked(client::stop);
    }

    /** A connection of HTTP/2, each stream of which the handler serves. */
    static void streams(Channel connection, GatewayHandler gateways) {
        ChannelInitializer<Channel> stream = new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel opened) {
                opened.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), gateways);
            }
        };
        connection.pipeline().addLast(Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(stream));
    }

    @Test
    void anEarlyAnswerEndsTheUpload() throws Exception {
        Semaphore sent = new Semaphore(0);
        application.serveBy(call -> {
            sent.acquireUninterruptibly();
            call.answer(413, Bytes.of("too large"), "Content-Length", "9");
        });
        Http2Client.Call call = client.open("POST", "/app/x", HttpFields.build().add("content-length", "3000000"));
        call.write("a".repeat(1_000), false);
        sent.release();

        assertEquals("too large", call.body());
        assertEquals(413, call.head().getStatus());
        assertEquals(ErrorCode.NO_ERROR.code, call.reset());
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
