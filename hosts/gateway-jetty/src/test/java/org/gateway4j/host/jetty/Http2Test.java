package org.gateway4j.host.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.gateway4j.contract.host.Http2Client;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of HTTP/2, beyond the contract. */
class Http2Test extends HandlerFixture {

    private Http2Client begin(JettyHost.Kind kind) throws Exception {
        start(kind);
        Http2Client client = new Http2Client(host().address());
        tracked(client::stop);
        return client;
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
