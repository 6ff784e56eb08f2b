package org.gateway4j.host.undertow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.undertow.UndertowOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of HTTP/2 over TLS, and one that upgrades. */
class Http2Test extends HandlerFixture {

    private final BlockingQueue<Map<String, String>> seen = new LinkedBlockingQueue<>();
    private TlsKeys keys;
    private HttpClient client;

    private void begin(UndertowHost.Kind kind) throws Exception {
        keys = new TlsKeys(directory.resolve("keys.p12"));
        start(kind, host -> host.secure(keys.context()));
        client = HttpClient.newBuilder().sslContext(keys.context()).build();
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(
                URI.create("https://localhost:" + host().address().getPort() + target));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString(ISO_8859_1));
        assertEquals(Version.HTTP_2, response.version());
        return response;
    }

    private void answerWith(String text, String... headers) {
        application.serveBy(call -> {
            seen.add(call.variables());
            call.answer(200, call.contentLength() > 0 ? call.input().readAllBytes() : Bytes.of(text), headers);
        });
    }

    @ParameterizedTest
    @EnumSource
    void passesARequest(UndertowHost.Kind kind) throws Exception {
        answerWith("hello", "X-Test", "yes", "Connection", "close");
        begin(kind);

        HttpResponse<String> response = send(request("/app/a%2Fb?c=%20")
                .header("cookie", "a=1")
                .header("cookie", "b=2")
                .header("x-test", ""));

        assertEquals("hello", response.body());
        assertEquals("yes", response.headers().firstValue("x-test").orElseThrow());
        assertFalse(response.headers().map().containsKey("connection"));
        Map<String, String> variables = seen.take();
        assertEquals("/app/a%2Fb?c=%20", variables.get("REQUEST_URI"));
        assertEquals("HTTP/2.0", variables.get("SERVER_PROTOCOL"));
        assertEquals("localhost:" + host().address().getPort(), variables.get("HTTP_HOST"));
        assertEquals("a=1; b=2", variables.get("HTTP_COOKIE"));
        assertEquals("", variables.get("HTTP_X_TEST"));
        assertEquals("on", variables.get("HTTPS"));
    }

    @ParameterizedTest
    @EnumSource
    void passesABodyOfUnknownLength(UndertowHost.Kind kind) throws Exception {
        answerWith("");
        begin(kind);
        byte[] body = Bytes.random(300_000, 8);

        HttpResponse<String> response =
                send(request("/app/x").POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body))));

        assertEquals(Bytes.text(body), response.body());
        assertEquals("300000", seen.take().get("CONTENT_LENGTH"));
    }

    @ParameterizedTest
    @EnumSource
    void aLargeBodyArrivesWhole(UndertowHost.Kind kind) throws Exception {
        byte[] body = Bytes.random(4 << 20, 9);
        application.serveBy(call -> call.answer(200, body));
        begin(kind);

        assertEquals(Bytes.text(body), send(request("/app/x")).body());
    }

    @ParameterizedTest
    @EnumSource
    void resetsTheStreamOfAnAnswerThatBreaksOff(UndertowHost.Kind kind) throws Exception {
        application.serveBy(call -> {
            if (call.uri().equals("/app/whole")) {
                call.answer(200, Bytes.of("whole"));
                return;
            }
            call.head(200);
            call.write(Bytes.of("part"));
            call.breakOff();
        });
        begin(kind);

        IOException failure = assertThrows(IOException.class, () -> send(request("/app/x")));

        assertTrue(String.valueOf(failure.getMessage()).contains("RST_STREAM"), failure::toString);
        assertEquals("whole", send(request("/app/whole")).body());
    }

    @ParameterizedTest
    @EnumSource
    void aClientThatResetsItsStreamFreesTheApplicationThatIsSilent(UndertowHost.Kind kind) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        application.serveBy(call -> {
            arrived.countDown();
            call.awaitHangUp();
            free.countDown();
        });
        begin(kind);
        CompletableFuture<HttpResponse<String>> response =
                client.sendAsync(request("/app/x").build(), BodyHandlers.ofString(ISO_8859_1));
        assertTrue(arrived.await(20, TimeUnit.SECONDS));

        response.cancel(true);

        assertTrue(free.await(2_500, TimeUnit.MILLISECONDS), "the application is held for more than a second");
    }

    @ParameterizedTest
    @EnumSource
    void anEarlyAnswerArrivesBeforeTheBody(UndertowHost.Kind kind) throws Exception {
        application.serveBy(call -> call.answer(413, Bytes.of("too large"), "Content-Length", "9"));
        begin(kind);

        HttpResponse<String> response = send(request("/app/x").POST(BodyPublishers.ofByteArray(new byte[3_000_000])));

        assertEquals(413, response.statusCode());
        assertEquals("too large", response.body());
    }

    @ParameterizedTest
    @EnumSource
    void refusesABodyThatIsTooLarge(UndertowHost.Kind kind) throws Exception {
        answerWith("");
        keys = new TlsKeys(directory.resolve("keys.p12"));
        start(kind, host -> {
            host.builder().setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1_000L);
            host.secure(keys.context());
        });
        client = HttpClient.newBuilder().sslContext(keys.context()).build();
        byte[] large = new byte[100_000];

        assertEquals(
                413,
                send(request("/app/x").POST(BodyPublishers.ofByteArray(large))).statusCode());
        assertEquals(
                413,
                send(request("/app/x").POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large))))
                        .statusCode());
        assertTrue(seen.isEmpty());
    }

    @Test
    void passesARequestThatUpgrades() throws Exception {
        answerWith("hello");
        start(UndertowHost.Kind.ASYNC);
        URI address = URI.create("http://localhost:" + host().address().getPort() + "/app/x?y");

        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .sendAsync(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .get(20, TimeUnit.SECONDS);
            assertEquals(Version.HTTP_2, response.version());
            assertEquals("hello", response.body());
        } catch (ExecutionException e) {
            assertInstanceOf(IOException.class, e.getCause());
            throw e;
        }
        Map<String, String> variables = seen.take();
        assertEquals("/app/x?y", variables.get("REQUEST_URI"));
        assertEquals(null, variables.get("HTTPS"));
        assertEquals(null, variables.get("HTTP_HTTP2_SETTINGS"));
    }
}
