package org.gateway4j.host.vertx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How the handler gets on with Vert.x. */
class GatewayHandlerTest extends HandlerFixture {

    /** A reset would lose the answer. */
    @ParameterizedTest
    @EnumSource
    void theAnswerReachesAClientThatIsStillSending(VertxHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        start(kind);
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000");
        raw.send("x".repeat(100_000));
        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals("too large", raw.read(9));

        raw.send("x".repeat(2_900_000));
        raw.sendHead("POST /app/next HTTP/1.1", "Host: h.example", "Content-Length: 0");

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatDoesNotGoOnSendingIsLetGo(VertxHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        start(kind);
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000");
        raw.send("x".repeat(1_000));
        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals("too large", raw.read(9));

        assertEquals("", raw.read(1));
    }

    /** The body that it keeps cannot be told from the next request. */
    @ParameterizedTest
    @EnumSource
    void endsTheConnectionOfAClientThatKeepsItsBody(VertxHost.Kind kind) throws Exception {
        start(kind);
        RawClient raw = connect();
        raw.sendHead("POST /elsewhere HTTP/1.1", "Host: h.example", "Content-Length: 3", "Expect: 100-continue");

        List<String> head = raw.readHead();

        assertTrue(head.get(0).startsWith("HTTP/1.1 404"), head::toString);
        assertTrue(head.stream().anyMatch(field -> field.equalsIgnoreCase("connection: close")), head::toString);
        raw.read(1_000);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatComesBeforeTheAnswerIsServedNext(VertxHost.Kind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        application.serveBy(call -> {
            if (call.uri().equals("/app/slow")) {
                answer.await(20, TimeUnit.SECONDS);
            }
            call.answer(200, call.input().readAllBytes(), "Content-Length", "9");
        });
        start(kind);
        RawClient raw = connect();
        for (String path : List.of("/app/slow", "/app/next", "/app/last")) {
            raw.sendHead("POST " + path + " HTTP/1.1", "Host: h.example", "Content-Length: 9");
            raw.send(path);
        }
        answer.countDown();

        for (String path : List.of("/app/slow", "/app/next", "/app/last")) {
            assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 200"));
            assertEquals(path, raw.read(9));
        }
    }

    /** The handlers of such a context run on other threads than the connection's. */
    @ParameterizedTest
    @EnumSource
    void servesFromAVerticleOfWorkers(VertxHost.Kind kind) throws Exception {
        byte[] body = Bytes.random(2 << 20, 8);
        application.serveBy(
                call -> call.answer(200, call.input().readAllBytes(), "Content-Length", Integer.toString(body.length)));
        InetSocketAddress[] address = new InetSocketAddress[1];
        start(kind, (vertx, gateways) -> {
            address[0] = deploy(vertx, gateways);
            return gateways;
        });
        try (RawClient raw = new RawClient(address[0])) {
            raw.sendHead(
                    "POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: " + body.length, "Connection: close");
            CompletableFuture<Void> upload = raw.sendMeanwhile(body);
            List<String> head = raw.readHead();

            assertTrue(head.get(0).startsWith("HTTP/1.1 200"), head::toString);
            assertArrayEquals(body, raw.input().readAllBytes());
            upload.get(20, TimeUnit.SECONDS);
        }
    }

    private static InetSocketAddress deploy(Vertx vertx, GatewayHandler gateways) {
        HttpServer server = vertx.createHttpServer(VertxHost.options()).requestHandler(gateways);
        AbstractVerticle verticle = new AbstractVerticle() {
            @Override
            public void start(Promise<Void> started) {
                server.listen().<Void>mapEmpty().onComplete(started);
            }
        };
        try {
            vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
                    .await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.actualPort());
    }
}
