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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Components;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that an application hands off: Jetty sends the parts that the client asks for. */
class FileSenderTest extends HandlerFixture {

    private static final String CHANGED = "Sun, 06 Nov 1994 08:49:37 GMT";

    private static final String TAG = "\"v1\"";

    private HttpResponse<String> get(JettyHost.Kind kind, String status, String... headers) throws Exception {
        return exchange(kind, "GET", TAG, status, headers);
    }

    private HttpResponse<String> exchange(
            JettyHost.Kind kind, String method, String tag, String status, String... headers) throws Exception {
        Path file = Files.writeString(directory.resolve("files/report.txt"), "0123456789");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1994-11-06T08:49:37Z")));
        application.serveBy(call -> call.print("Status: " + status + "\r\nX-Sendfile: " + file + "\r\nETag: " + tag
                + "\r\nContent-Type: text/x-test\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n"));
        start(kind);
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + host().address().getPort() + "/app/reports/"))
                .method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request.build(), BodyHandlers.ofString(ISO_8859_1));
        assertEquals(2, answer.headers().allValues("Set-Cookie").size());
        return answer;
    }

    private static Optional<String> field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name);
    }

    @ParameterizedTest
    @EnumSource
    void sendsAllOfIt(JettyHost.Kind kind) throws Exception {
        HttpResponse<String> answer = get(kind, "200");

        assertEquals(200, answer.statusCode());
        assertEquals("0123456789", answer.body());
        assertEquals(Optional.of("10"), field(answer, "Content-Length"));
        assertEquals(Optional.of(CHANGED), field(answer, "Last-Modified"));
        assertEquals(Optional.of("text/x-test"), field(answer, "Content-Type"));
        assertEquals(Optional.of("bytes"), field(answer, "Accept-Ranges"));
        assertTrue(field(answer, "Vary").isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void sendsARange(JettyHost.Kind kind) throws Exception {
        HttpResponse<String> answer = get(kind, "200", "Range", "bytes=2-4");

        assertEquals(206, answer.statusCode());
        assertEquals("234", answer.body());
        assertEquals(Optional.of("bytes 2-4/10"), field(answer, "Content-Range"));
        assertEquals(Optional.of("text/x-test"), field(answer, "Content-Type"));
    }

    @ParameterizedTest
    @EnumSource
    void refusesARangeThatThereIsNot(JettyHost.Kind kind) throws Exception {
        HttpResponse<String> answer = get(kind, "200", "Range", "bytes=10-");

        assertEquals(416, answer.statusCode());
        assertEquals(Optional.of("bytes */10"), field(answer, "Content-Range"));
    }

    @ParameterizedTest
    @EnumSource
    void sendsARangeOfTheSameVersion(JettyHost.Kind kind) throws Exception {
        assertEquals(
                "234",
                get(kind, "200", "Range", "bytes=2-4", "If-Range", CHANGED).body());
    }

    @ParameterizedTest
    @EnumSource
    void sendsAllOfAnotherVersion(JettyHost.Kind kind) throws Exception {
        HttpResponse<String> answer =
                get(kind, "200", "Range", "bytes=2-4", "If-Range", "Sun, 06 Nov 1994 08:49:36 GMT");

        assertEquals(200, answer.statusCode());
        assertEquals("0123456789", answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void sendsNothingThatTheClientHas(JettyHost.Kind kind) throws Exception {
        HttpResponse<String> answer = get(kind, "200", "If-Modified-Since", CHANGED);

        assertEquals(304, answer.statusCode());
        assertEquals("", answer.body());
        assertEquals(Optional.of(CHANGED), field(answer, "Last-Modified"));
        assertTrue(field(answer, "Cache-Control").isEmpty());
        assertTrue(field(answer, "Content-Length").isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void rangesAndConditionsAreForSuccessAlone(JettyHost.Kind kind) throws Exception {
        HttpResponse<String> answer = get(kind, "404", "Range", "bytes=2-4", "If-Modified-Since", CHANGED);

        assertEquals(404, answer.statusCode());
        assertEquals("0123456789", answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void sendsTheHeadOfAll(JettyHost.Kind kind) throws Exception {
        HttpResponse<String> answer = exchange(kind, "HEAD", TAG, "200", "Range", "bytes=2-4");

        assertEquals(200, answer.statusCode());
        assertEquals(Optional.of("10"), field(answer, "Content-Length"));
        assertEquals(Optional.of("text/x-test"), field(answer, "Content-Type"));
        assertEquals(List.of(TAG), answer.headers().allValues("ETag"));
        assertEquals(List.of(CHANGED), answer.headers().allValues("Last-Modified"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"v1\" | \"v1\" | 304",
                "\"v1\" | W/\"v1\" | 304",
                "W/\"v1\" | \"v1\" | 304",
                "\"v1\" | \"v0\", \"v1\" | 304",
                "\"v1\" | * | 304",
                "\"v1\" | \"v2\" | 200",
                "\"v1\" | v1 | 200"
            })
    void sendsNoVersionThatTheClientHas(String tag, String known, int status) throws Exception {
        for (String method : List.of("GET", "HEAD")) {
            for (JettyHost.Kind kind : JettyHost.Kind.values()) {
                HttpResponse<String> answer =
                        exchange(kind, method, tag, "200", "If-None-Match", known, "If-Modified-Since", CHANGED);

                assertEquals(status, answer.statusCode());
                assertEquals(status == 304 || method.equals("HEAD") ? "" : "0123456789", answer.body());
                assertEquals(List.of(tag), answer.headers().allValues("ETag"));
                assertEquals(List.of(CHANGED), answer.headers().allValues("Last-Modified"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"v1\" | \"v1\" | 200", "\"v1\" | * | 200", "\"v1\" | \"v2\" | 412", "W/\"v1\" | W/\"v1\" | 412"})
    void sendsNoVersionThatTheClientDoesNotWant(String tag, String wanted, int status) throws Exception {
        assertEquals(
                status,
                exchange(JettyHost.Kind.ASYNC, "GET", tag, "200", "If-Match", wanted)
                        .statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"v1\" | \"v1\" | 206", "\"v1\" | \"v2\" | 200", "W/\"v1\" | W/\"v1\" | 200"})
    void sendsARangeOfTheVersionThatHasTheTag(String tag, String version, int status) throws Exception {
        HttpResponse<String> answer =
                exchange(JettyHost.Kind.BLOCKING, "GET", tag, "200", "Range", "bytes=2-4", "If-Range", version);

        assertEquals(status, answer.statusCode());
        assertEquals(status == 206 ? "234" : "0123456789", answer.body());
    }

    @ParameterizedTest
    @EnumSource
    void noClientWaitsForAFileThatJettyCannotSend(JettyHost.Kind kind) throws Exception {
        Path file = Files.writeString(directory.resolve("files/report.txt"), "0123456789");
        application.serveBy(call -> call.print("X-Sendfile: " + file + "\r\n\r\n"));
        start(
                kind,
                host -> host.arrange(gateways -> new Handler.Wrapper(gateways) {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) throws Exception {
                        return super.handle(new WithoutBuffers(request), response, callback);
                    }
                }));
        RawClient raw = connect();
        raw.sendHead("GET /app/x HTTP/1.1", "Host: h.example");

        assertEquals(kind == JettyHost.Kind.BLOCKING ? "HTTP/1.1 5" : "", raw.read(10));
    }

    /** Has its components once, for the exchange. */
    private static final class WithoutBuffers extends Request.Wrapper {

        private final AtomicBoolean asked = new AtomicBoolean();

        WithoutBuffers(Request request) {
            super(request);
        }

        @Override
        public Components getComponents() {
            if (asked.getAndSet(true)) {
                throw new IllegalStateException("no buffers");
            }
            return super.getComponents();
        }
    }
}
