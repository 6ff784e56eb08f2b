package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.gateway4j.BackendFailureException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.Allocation;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of PHP's answers. */
@OverEachDriverAndTransport
class PhpFpmResponsesIT extends PhpFpmDriverTest {

    private static final int MIB = 1024 * 1024;

    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws Exception {
        GatewayListener listener = new GatewayListener() {
            @Override
            public void applicationError(GatewayRequest request, String text) {
                errors.add(text);
            }
        };
        start(
                PhpFpm.Settings.of(transport),
                builder -> builder.listener(listener).limits(Limits.defaults().withResponseHead(64 * 1024)));
    }

    @Test
    void largeDownloadIsStreamed() throws Exception {
        long size = driver == Driver.BLOCKING ? 1024L * MIB : 64L * MIB;
        script("/download.php", """
                set_time_limit(0);
                header('Content-Length: ' . $_GET['size']);
                for ($i = 0; $i < $_GET['size'] / 65536; $i++) {
                    echo str_repeat(sprintf('%08d', $i), 8192);
                }
                """);
        PatternStream.Expecting content = new PatternStream.Expecting();
        Allocation allocation = Allocation.ofThisThread();
        try (GatewayResponse response = dispatch(get("/download.php?size=" + size))) {
            assertEquals(size, response.contentLength());
            response.body().transferTo(content);
        }
        if (driver == Driver.BLOCKING) {
            // Over a loop, this thread makes something for each wait.
            allocation.assertAtMost(MIB);
        }
        assertEquals(size, content.position());
    }

    @Test
    void eachEventArrivesBeforeTheNextIsMade() throws Exception {
        script("/events.php", """
                header('Content-Type: text/event-stream');
                for ($i = 0; $i < 5; $i++) {
                    echo "data: $i\\n\\n";
                    flush();
                    while (!file_exists("$var/seen-$i")) {
                        usleep(1000);
                    }
                }
                """);
        try (GatewayResponse response = dispatch(get("/events.php"))) {
            assertEquals("text/event-stream;charset=UTF-8", response.headers().first("Content-Type"));
            ByteBuffer target = ByteBuffer.allocate(8192);
            for (int i = 0; i < 5; i++) {
                int count = response.read(target.clear());
                assertEquals("data: " + i + "\n\n", new String(target.array(), 0, count, StandardCharsets.UTF_8));
                fpm.site().signal("seen-" + i);
            }
            assertEquals(-1, response.read(target.clear()));
        }
    }

    @Test
    void closingAnEndlessStreamFreesTheWorker() throws Exception {
        script("/endless.php", "while (true) { echo \"data\\n\"; flush(); usleep(1000); }");
        script("/ok.php", "echo 'ok';");
        for (int i = 0; i < 8; i++) {
            try (GatewayResponse response = dispatch(get("/endless.php"))) {
                assertTrue(response.read(ByteBuffer.allocate(100)) > 0);
            }
        }
        assertEquals("ok", body("/ok.php"));
    }

    @Test
    void internalErrorHasItsBody() throws Exception {
        script("/error.php", "http_response_code(500); header('X-App: 1'); echo 'sorry';");
        Answer answer = send(get("/error.php"));
        assertEquals(500, answer.status());
        assertEquals("1", answer.header("X-App"));
        assertEquals("sorry", answer.body());
    }

    @Test
    void uncaughtExceptionIs500AndReachesTheListener() throws Exception {
        script("/uncaught.php", "throw new RuntimeException('out of cheese');");
        Answer answer = send(get("/uncaught.php"));
        assertEquals(500, answer.status());
        assertTrue(errors.stream().anyMatch(text -> text.contains("out of cheese")), errors::toString);
    }

    @Test
    void warningsReachTheListenerAndNotTheBody() throws Exception {
        script("/warnings.php", """
                trigger_error('before the head', E_USER_WARNING);
                header_register_callback(fn () => error_log('while the head is made'));
                header('X-Large: ' . str_repeat('x', 20000));
                echo 'one ';
                flush();
                trigger_error('within the body', E_USER_WARNING);
                error_log(str_repeat('long ', 4000));
                echo 'two';
                """);
        for (int i = 0; i < 2; i++) {
            Answer answer = send(get("/warnings.php"));
            assertEquals(200, answer.status());
            assertEquals(20_000, answer.header("X-Large").length());
            assertEquals("one two", answer.body());
        }
        String all = String.join("\n", errors);
        for (String expected : List.of("before the head", "while the head is made", "within the body", "long long")) {
            assertTrue(all.contains(expected), () -> expected + " in " + all);
        }
        assertEquals(0, gateway.stats().closed());
    }

    @Test
    void finishRequestEndsTheResponseWhileTheWorkerGoesOn() throws Exception {
        script("/finish.php", """
                echo 'done';
                fastcgi_finish_request();
                while (!file_exists("$var/go")) {
                    usleep(1000);
                }
                touch("$var/finished");
                """);
        script("/next.php", "echo 'next';");
        assertEquals("done", body("/finish.php"));
        assertFalse(fpm.site().has("finished"));
        Future<String> next = async(() -> body("/next.php"));
        fpm.site().signal("go");
        assertEquals("next", next.get());
        Await.until("the worker has finished", () -> fpm.site().has("finished"));
        assertEquals("next", body("/next.php"));
    }

    @Test
    void sessionLivesInACookie() throws Exception {
        script("/session.php", "session_start(); $_SESSION['n'] = ($_SESSION['n'] ?? 0) + 1; echo $_SESSION['n'];");
        Answer first = send(get("/session.php"));
        assertEquals("1", first.body());
        String cookie = first.header("Set-Cookie");
        String pair = cookie.substring(0, cookie.indexOf(';'));
        assertEquals("2", send(get("/session.php").header("Cookie", pair)).body());
        assertEquals("3", send(get("/session.php").header("Cookie", pair)).body());
        assertEquals("1", body("/session.php"));
    }

    @Test
    void headLargerThanPhpsBuffer() throws Exception {
        script("/large.php", "header('X-Large: ' . str_repeat('0123456789', 5000)); echo 'body';");
        Answer answer = send(get("/large.php"));
        assertEquals("0123456789".repeat(5000), answer.header("X-Large"));
        assertEquals("body", answer.body());
    }

    @Test
    void headBeyondTheLimitIsAFailure() throws Exception {
        script("/huge.php", "header('X-Huge: ' . str_repeat('x', 70000)); echo 'body';");
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> send(get("/huge.php")));
        assertEquals(502, failure.suggestedStatus());
        assertTrue(failure.getMessage().contains("65536"), failure::getMessage);
    }

    @Test
    void manyHeadersAndRepeatedCookies() throws Exception {
        script("/headers.php", """
                for ($i = 0; $i < 200; $i++) {
                    header("X-Number-$i: $i");
                }
                setcookie('a', '1');
                setcookie('b', '2', ['path' => '/', 'httponly' => true]);
                """);
        Answer answer = send(get("/headers.php"));
        for (int i = 0; i < 200; i++) {
            assertEquals(Integer.toString(i), answer.header("X-Number-" + i));
        }
        assertEquals(List.of("a=1", "b=2; path=/; HttpOnly"), answer.headers().all("Set-Cookie"));
    }

    @Test
    void compressedBodyIsNotTouched() throws Exception {
        script("/gzip.php", "header('Content-Encoding: gzip'); echo gzencode('hello');");
        Answer answer = send(get("/gzip.php").header("Accept-Encoding", "gzip"));
        assertEquals("gzip", answer.header("Content-Encoding"));
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            assertArrayEquals("hello".getBytes(StandardCharsets.US_ASCII), plain.readAllBytes());
        }
    }

    @Test
    @Covers("fastcgi/nginx-2")
    void redirects() throws Exception {
        script("/plain.php", "header('Location: https://example.org/there?a=b');");
        script("/moved.php", "header('Location: /elsewhere', true, 301); echo 'moved';");
        script("/created.php", "header('Location: /new', true, 201); echo 'created';");
        Answer plain = send(get("/plain.php"));
        assertEquals(302, plain.status());
        assertEquals("https://example.org/there?a=b", plain.header("Location"));
        assertEquals(301, send(get("/moved.php")).status());
        Answer created = send(get("/created.php"));
        assertEquals(201, created.status());
        assertEquals("/new", created.header("Location"));
        assertEquals("created", created.body());
    }

    @Test
    void statusesWithoutABody() throws Exception {
        script("/status.php", "http_response_code((int) $_GET['code']); header('ETag: \"1\"'); echo 'void';");
        for (int status : new int[] {204, 304}) {
            Answer answer = send(get("/status.php?code=" + status));
            assertEquals(status, answer.status());
            assertEquals("\"1\"", answer.header("ETag"));
            assertEquals("", answer.body());
        }
        assertEquals(0, gateway.stats().closed());
    }

    @Test
    void declaredLengthIsKept() throws Exception {
        script("/longer.php", "header('Content-Length: 4'); echo 'body and more';");
        script("/shorter.php", "header('Content-Length: 400'); echo 'body';");
        assertEquals("body", body("/longer.php"));
        BackendFailureException failure = assertThrows(BackendFailureException.class, () -> body("/shorter.php"));
        assertTrue(failure.getMessage().contains("4 of 400"), failure::getMessage);
    }

    @Test
    @Covers("fastcgi/sendfile")
    void instructionsToAServerAreDropped() throws Exception {
        script("/internal.php", "header('X-Sendfile: /etc/passwd'); header('X-Accel-Redirect: /x'); echo 'ok';");
        Answer answer = send(get("/internal.php"));
        assertNull(answer.header("X-Sendfile"));
        assertNull(answer.header("X-Accel-Redirect"));
        assertEquals("ok", answer.body());
    }
}
