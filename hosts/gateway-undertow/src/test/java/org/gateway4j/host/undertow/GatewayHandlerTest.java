package org.gateway4j.host.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.PoolStats;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the handler gets on with Undertow. */
class GatewayHandlerTest extends HandlerFixture {

    /** Answers with the body that it was sent. */
    private static final HttpHandler ECHO = exchange -> exchange.getRequestReceiver()
            .receiveFullString((received, body) -> received.getResponseSender().send("echo: " + body));

    private final AtomicInteger requests = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + host().address().getPort() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString(ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource
    void leavesToTheNextHandlerWhatNoMountTakes(UndertowHost.Kind kind) throws Exception {
        start(kind, host -> host.arrange(gateways -> ((GatewayHandler) gateways).setNext(ECHO)));

        assertEquals("echo: body", post("/elsewhere", "body").body());
    }

    @ParameterizedTest
    @EnumSource
    void servesOnAWorkerThread(UndertowHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, call.input().readAllBytes()));
        start(kind, host -> host.arrange(BlockingHandler::new));

        assertEquals("x".repeat(200_000), post("/app/x", "x".repeat(200_000)).body());
    }

    @Test
    void servesMountsOfBothKindsTogether() throws Exception {
        application.serveBy(call -> {
            if (call.uri().equals("/app/x")) {
                call.print("Location: /too/y\r\n\r\n");
            } else {
                call.answer(200, Bytes.of(call.uri()));
            }
        });
        start(mount -> mount.path().equals("/app") ? UndertowHost.Kind.BLOCKING : UndertowHost.Kind.ASYNC, host -> {});

        assertEquals("/app/z", post("/app/z", "").body());
        assertEquals("/too/y", post("/app/x", "body").body());
    }

    private void startWithLimit(UndertowHost.Kind kind) throws Exception {
        application.serveBy(call -> {
            requests.incrementAndGet();
            call.answer(200, call.input().readAllBytes());
        });
        start(kind, host -> host.builder().setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1_000L));
    }

    @ParameterizedTest
    @EnumSource
    void refusesABodyThatIsDeclaredTooLarge(UndertowHost.Kind kind) throws Exception {
        startWithLimit(kind);
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000");
        CompletableFuture<Void> upload = raw.sendMeanwhile(new byte[3_000_000]);

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals(0, requests.get());
        upload.get(20, TimeUnit.SECONDS);
    }

    /** The guide says so. */
    @ParameterizedTest
    @EnumSource
    void undertowEndsTheConnectionIfChunksAreTooMany(UndertowHost.Kind kind) throws Exception {
        startWithLimit(kind);
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Transfer-Encoding: chunked");
        raw.send("800\r\n" + "x".repeat(0x800) + "\r\n0\r\n\r\n");

        assertEquals("", raw.read(1));
        assertEquals(0, requests.get());
    }

    /** Undertow serves the next request of the connection while the gateway still waits for the end of the answer. */
    @ParameterizedTest
    @EnumSource
    void aFailureAfterAWholeAnswerLeavesTheNextRequestAlone(UndertowHost.Kind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        application.serveBy(call -> {
            if (call.uri().equals("/app/first")) {
                call.head(200, "Content-Length", "5");
                call.write(Bytes.of("first"));
                arrived.await(20, TimeUnit.SECONDS);
                call.breakOff();
            } else {
                arrived.countDown();
                Await.until(
                        () -> "still in use: " + host().stats(),
                        () -> host().stats().stream().mapToInt(PoolStats::inUse).sum() == 1);
                call.answer(200, Bytes.of("second"), "Content-Length", "6");
            }
        });
        start(kind);
        RawClient raw = connect();

        raw.sendHead("GET /app/first HTTP/1.1", "Host: h.example");
        raw.readHead();
        assertEquals("first", raw.read(5));
        raw.sendHead("GET /app/second HTTP/1.1", "Host: h.example");

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 200"));
        assertEquals("second", raw.read(6));
    }

    /** Undertow counts a request until its exchange is over, whatever its end. */
    @ParameterizedTest
    @EnumSource
    void everyExchangeIsOverForUndertow(UndertowHost.Kind kind) throws Exception {
        AtomicReference<GracefulShutdownHandler> counter = new AtomicReference<>();
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch seen = new CountDownLatch(1);
        application.serveBy(call -> {
            if (call.uri().equals("/app/broken")) {
                call.head(200);
                call.write(Bytes.of("part"));
                seen.await(20, TimeUnit.SECONDS);
                call.breakOff();
            } else if (call.uri().equals("/app/held")) {
                arrived.countDown();
                call.awaitHangUp();
            } else {
                call.answer(200, Bytes.of("whole"));
            }
        });
        start(
                kind,
                host -> host.arrange(gateways -> {
                    counter.set(new GracefulShutdownHandler(gateways));
                    return counter.get();
                }));
        assertEquals("whole", post("/app/x", "body").body());
        RawClient broken = connect();
        broken.sendHead("GET /app/broken HTTP/1.1", "Host: h.example");
        assertTrue(broken.readHead().get(0).startsWith("HTTP/1.1 200"));
        seen.countDown();
        RawClient leaving = connect();
        leaving.sendHead("GET /app/held HTTP/1.1", "Host: h.example");
        assertTrue(arrived.await(20, TimeUnit.SECONDS));
        leaving.close();

        counter.get().shutdown();

        assertTrue(counter.get().awaitShutdown(10_000), "requests are still counted");
    }

    /** A reset would lose the answer. */
    @ParameterizedTest
    @EnumSource
    void theAnswerReachesAClientThatIsStillSending(UndertowHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large")));
        start(kind);
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000", "Connection: close");
        raw.send("x".repeat(100_000));

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals("too large", raw.read(100));
    }

    /** The guide says so. */
    @ParameterizedTest
    @EnumSource
    void undertowRefusesSomeTargetsByDefault(UndertowHost.Kind kind) throws Exception {
        start(
                kind,
                host -> host.builder()
                        .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                        .setServerOption(UndertowOptions.DECODE_URL, true));
        for (String target : new String[] {"/app/{x}", "/app/a|b", "/app/x?\"", "/app/caf\u00e9"}) {
            RawClient raw = connect();
            raw.sendHead("GET " + target + " HTTP/1.1", "Host: h.example");
            assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 400"), target);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theTargetArrivesUndecodedByDefault(UndertowHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of(call.uri())));
        start(
                kind,
                host -> host.builder()
                        .setServerOption(UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL, false)
                        .setServerOption(UndertowOptions.DECODE_URL, true));

        String target = "/app/a%20b%2F%3F;v=%31/%C3%A4?q=%26+%25";
        assertEquals(target, post(target, "").body());
    }

    /** The client is watched until the next request comes. */
    @ParameterizedTest
    @EnumSource
    void requestsThatComeBeforeTheAnswerAreServedNext(UndertowHost.Kind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        application.serveBy(call -> {
            if (call.uri().equals("/app/slow")) {
                arrived.countDown();
                answer.await(20, TimeUnit.SECONDS);
            }
            String text = call.method() + call.uri();
            call.answer(200, Bytes.of(text), "Content-Length", Integer.toString(text.length()));
        });
        start(kind);
        RawClient raw = connect();
        raw.sendHead("GET /app/slow HTTP/1.1", "Host: h.example");
        assertTrue(arrived.await(20, TimeUnit.SECONDS));
        raw.send("PU");
        CountDownLatch longer = new CountDownLatch(1);
        longer.await(300, TimeUnit.MILLISECONDS);
        raw.send("T /app/next HTTP/1.1\r\nHost: h.example\r\nContent-Length: 0\r\n\r\nGET /app/last");
        longer.await(300, TimeUnit.MILLISECONDS);
        answer.countDown();
        raw.sendHead(" HTTP/1.1", "Host: h.example");

        for (String text : new String[] {"GET/app/slow", "PUT/app/next", "GET/app/last"}) {
            assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 200"));
            assertEquals(text, raw.read(text.length()));
        }
    }
}
