package org.gateway4j.host.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the handler gets on with Jetty. */
class GatewayHandlerTest extends HandlerFixture {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + host().address().getPort() + path))
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString(ISO_8859_1));
    }

    /** Answers with the body that it was sent. */
    private static final class Echo extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Content.Sink.write(response, true, "echo: " + Content.Source.asString(request), callback);
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesToTheHandlerThatItWrapsWhatNoMountTakes(JettyHost.Kind kind) throws Exception {
        start(
                kind,
                host -> host.arrange(gateways -> {
                    gateways.setHandler(new Echo());
                    return gateways;
                }));

        assertEquals("echo: body", post("/elsewhere", "body").body());
    }

    @ParameterizedTest
    @EnumSource
    void leavesToTheHandlersThatFollowWhatNoMountTakes(JettyHost.Kind kind) throws Exception {
        start(kind, host -> host.arrange(gateways -> new Handler.Wrapper(new Handler.Sequence(gateways, new Echo()))));

        assertEquals("echo: body", post("/elsewhere", "body").body());
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
        start(mount -> mount.path().equals("/app") ? JettyHost.Kind.BLOCKING : JettyHost.Kind.ASYNC, host -> {});

        assertEquals("/app/z", post("/app/z", "").body());
        assertEquals("/too/y", post("/app/x", "body").body());
    }

    @ParameterizedTest
    @EnumSource
    void blocksOnlyIfTheGatewaysDo(JettyHost.Kind kind) throws Exception {
        AtomicReference<InvocationType> type = new AtomicReference<>();
        start(
                kind,
                host -> host.arrange(gateways -> {
                    type.set(gateways.getInvocationType());
                    return gateways;
                }));

        assertEquals(
                kind == JettyHost.Kind.BLOCKING ? InvocationType.BLOCKING : InvocationType.NON_BLOCKING, type.get());
    }

    @ParameterizedTest
    @EnumSource
    void servesAgainAfterARestart(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of("there")));
        start(kind);
        assertEquals("there", post("/app/x", "").body());

        host().restart();

        assertEquals("there", post("/app/x", "").body());
    }

    /** The idle timeout of Jetty is for clients. */
    @ParameterizedTest
    @EnumSource
    void anApplicationMayBeSilentForLongerThanAClient(JettyHost.Kind kind) throws Exception {
        CountDownLatch longer = new CountDownLatch(1);
        application.serveBy(call -> {
            longer.await(1, TimeUnit.SECONDS);
            call.answer(200, Bytes.of("late"));
        });
        start(kind).connector().setIdleTimeout(200);

        assertEquals("late", post("/app/x", "body").body());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatPausesWithinItsUploadIsTooSlow(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, call.input().readAllBytes()));
        start(kind).connector().setIdleTimeout(200);
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 1000000");
        raw.send("x".repeat(100_000));

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 408"));
    }

    /** A reset would lose the answer, and a client that sends all of its request can go on. */
    @ParameterizedTest
    @EnumSource
    void theAnswerReachesAClientThatIsStillSending(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        start(kind);
        RawClient raw = connect();
        raw.sendHead("POST /app/x HTTP/1.1", "Host: h.example", "Content-Length: 3000000");
        raw.send("x".repeat(100_000));
        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
        assertEquals("too large", raw.read(9));

        raw.send("x".repeat(2_900_000));
        raw.sendHead("GET /app/x HTTP/1.1", "Host: h.example");

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 413"));
    }

    /** The guide says so. */
    @ParameterizedTest
    @ValueSource(strings = {"/app/a%2Fb", "/app//x", "/app/..;/x", "/app/../x", "/app/{x}", "/app/a|b"})
    void jettyRefusesSomeTargetsByDefault(String target) throws Exception {
        start(JettyHost.Kind.ASYNC, host -> host.configuration().setUriCompliance(UriCompliance.DEFAULT));
        RawClient raw = connect();
        raw.sendHead("GET " + target + " HTTP/1.1", "Host: h.example");

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 400"));
    }

    @ParameterizedTest
    @EnumSource
    void aResponseHeadThatJettyDoesNotTakeEndsTheConnection(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(200, Bytes.of("text"), "X-Test", "v".repeat(20_000)));
        start(kind, host -> host.configuration().setMaxResponseHeaderSize(16 * 1024));
        RawClient raw = connect();
        raw.sendHead("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals("", raw.read(1));
    }

    /** The silent client is looked at several times before the answer. */
    @ParameterizedTest
    @EnumSource
    void aRequestThatComesBeforeTheAnswerIsServedNext(JettyHost.Kind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch longer = new CountDownLatch(1);
        application.serveBy(call -> {
            if (call.uri().equals("/app/slow")) {
                answer.await(20, TimeUnit.SECONDS);
            }
            call.answer(
                    200,
                    Bytes.of(call.uri()),
                    "Content-Length",
                    Integer.toString(call.uri().length()));
        });
        start(kind);
        RawClient raw = connect();
        raw.sendHead("GET /app/slow HTTP/1.1", "Host: h.example");
        raw.sendHead("GET /app/next HTTP/1.1", "Host: h.example");
        longer.await(600, TimeUnit.MILLISECONDS);
        raw.sendHead("GET /app/last HTTP/1.1", "Host: h.example");
        longer.await(1_000, TimeUnit.MILLISECONDS);
        answer.countDown();

        for (String path : new String[] {"/app/slow", "/app/next", "/app/last"}) {
            assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 200"));
            assertEquals(path, raw.read(path.length()));
        }
    }

    /** Until then, each look finds one octet more of the next request. */
    @ParameterizedTest
    @EnumSource
    void aRequestThatComesLateIsPutTogether(JettyHost.Kind kind) throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch longer = new CountDownLatch(1);
        application.serveBy(call -> {
            if (call.uri().equals("/app/slow")) {
                answer.await(20, TimeUnit.SECONDS);
            }
            call.answer(200, Bytes.of(call.method() + call.uri()), "Content-Length", "12");
        });
        start(kind);
        RawClient raw = connect();
        raw.sendHead("GET /app/slow HTTP/1.1", "Host: h.example");
        longer.await(1_000, TimeUnit.MILLISECONDS);
        raw.sendHead("PUT /app/next HTTP/1.1", "Host: h.example", "Content-Length: 0");
        longer.await(1_000, TimeUnit.MILLISECONDS);
        answer.countDown();

        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 200"));
        assertEquals("GET/app/slow", raw.read(12));
        assertTrue(raw.readHead().get(0).startsWith("HTTP/1.1 200"));
        assertEquals("PUT/app/next", raw.read(12));
    }
}
