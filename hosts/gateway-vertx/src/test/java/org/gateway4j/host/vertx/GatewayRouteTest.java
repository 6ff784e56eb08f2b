package org.gateway4j.host.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BasicAuthHandler;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.contract.host.SeenRequest;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Gateways among the routes of vertx-web. */
class GatewayRouteTest extends HandlerFixture {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + host().address().getPort() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString(ISO_8859_1));
    }

    private static void echo(RoutingContext routing) {
        routing.response().end("echo: " + routing.body().asString());
    }

    private void echoFromTheApplication() {
        application.serveBy(call -> call.answer(200, call.input().readAllBytes()));
    }

    @ParameterizedTest
    @EnumSource
    void leavesToTheNextRouteWhatNoMountTakes(VertxHost.Kind kind) throws Exception {
        echoFromTheApplication();
        start(kind, (vertx, gateways) -> {
            Router router = Router.router(vertx);
            router.route().handler(new GatewayRoute(gateways));
            router.route().handler(BodyHandler.create());
            router.route().handler(GatewayRouteTest::echo);
            return router;
        });

        assertEquals("echo: body", post("/elsewhere", "body").body());
        assertEquals("body", post("/app/x", "body").body());
    }

    @ParameterizedTest
    @EnumSource
    void theWholePathCountsBelowARoute(VertxHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of(call.uri())));
        start(kind, (vertx, gateways) -> {
            Router below = Router.router(vertx);
            below.route().handler(new GatewayRoute(gateways));
            Router router = Router.router(vertx);
            router.route("/app/*").subRouter(below);
            return router;
        });

        assertEquals("/app/a%2Fb?q", post("/app/a%2Fb?q", "").body());
        assertEquals(404, post("/too/x", "").statusCode());
    }

    @Test
    void tellsTheUser() throws Exception {
        application.serveBy(call ->
                call.answer(200, Bytes.of(String.valueOf(SeenRequest.of(call).variable("REMOTE_USER")))));
        start(VertxHost.Kind.ASYNC, (vertx, gateways) -> {
            Router router = Router.router(vertx);
            router.route().handler(BasicAuthHandler.create(any -> Future.succeededFuture(User.fromName("mary"))));
            router.route().handler(new GatewayRoute(gateways));
            return router;
        });
        RawClient raw = connect();
        raw.sendHead("GET /app/x HTTP/1.1", "Host: h.example", "Authorization: Basic bWFyeTp4", "Connection: close");

        raw.readHead();
        assertEquals("mary", raw.read(1_000));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatTheBodyIsLost(VertxHost.Kind kind) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        application.serveBy(call -> requests.incrementAndGet());
        start(kind, (vertx, gateways) -> {
            Router router = Router.router(vertx);
            router.route().handler(BodyHandler.create());
            router.route().handler(new GatewayRoute(gateways));
            return router;
        });

        HttpResponse<String> answer = post("/app/x", "body");

        assertEquals(500, answer.statusCode());
        assertTrue(answer.headers().firstValue("Date").isPresent());
        assertEquals(0, requests.get());
    }

    @ParameterizedTest
    @EnumSource
    void aRequestWithoutABodyMayComeLate(VertxHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of(call.uri()), "Content-Length", "6"));
        start(kind, (vertx, gateways) -> {
            Router router = Router.router(vertx);
            router.route().handler(routing -> vertx.setTimer(50, due -> routing.next()));
            router.route().handler(new GatewayRoute(gateways));
            return router;
        });
        RawClient raw = connect();
        for (int i = 0; i < 2; i++) {
            raw.sendHead("GET /app/" + i + " HTTP/1.1", "Host: h.example");
            assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 200"));
            assertEquals("/app/" + i, raw.read(6));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPausedBodyMayComeLate(VertxHost.Kind kind) throws Exception {
        echoFromTheApplication();
        start(kind, (vertx, gateways) -> {
            Router router = Router.router(vertx);
            router.route().handler(routing -> {
                routing.request().pause();
                vertx.setTimer(50, due -> routing.next());
            });
            router.route().handler(new GatewayRoute(gateways));
            return router;
        });

        assertEquals("body", post("/app/x", "body").body());
    }

    /** The handlers of the response are the router's. */
    @ParameterizedTest
    @EnumSource
    void aClientThatLeavesEndsBothTheExchangeAndTheRouting(VertxHost.Kind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        AtomicBoolean failed = new AtomicBoolean();
        application.serveBy(call -> {
            arrived.countDown();
            call.awaitHangUp();
            free.countDown();
        });
        start(kind, (vertx, gateways) -> {
            Router router = Router.router(vertx);
            router.route().handler(routing -> {
                routing.addEndHandler(end -> {
                    failed.set(end.failed());
                    heard.countDown();
                });
                routing.next();
            });
            router.route().handler(new GatewayRoute(gateways));
            return router;
        });
        RawClient raw = connect();
        raw.sendHead("GET /app/x HTTP/1.1", "Host: h.example");
        assertTrue(arrived.await(20, TimeUnit.SECONDS));

        raw.close();

        assertTrue(free.await(2_500, TimeUnit.MILLISECONDS), "the application is held for more than a second");
        assertTrue(heard.await(20, TimeUnit.SECONDS));
        assertTrue(failed.get());
    }

    @Test
    void believesTheProxiesThatTheRouterBelieves() throws Exception {
        application.serveBy(call -> {
            SeenRequest seen = SeenRequest.of(call);
            assertNull(seen.field("X-Forwarded-For"));
            call.answer(200, Bytes.of(seen.variable("REMOTE_ADDR") + " " + seen.variable("REQUEST_SCHEME")));
        });
        start(VertxHost.Kind.ASYNC, (vertx, gateways) -> {
            Router router = Router.router(vertx).allowForward(AllowForwardHeaders.X_FORWARD);
            router.route().handler(new GatewayRoute(gateways));
            return router;
        });
        RawClient raw = connect();
        raw.sendHead(
                "GET /app/x HTTP/1.1",
                "Host: h.example",
                "X-Forwarded-For: 192.0.2.7",
                "X-Forwarded-Proto: https",
                "Connection: close");

        raw.readHead();
        assertEquals("192.0.2.7 https", raw.read(1_000));
    }
}
