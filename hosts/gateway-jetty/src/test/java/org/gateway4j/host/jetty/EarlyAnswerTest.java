package org.gateway4j.host.jetty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.RawClient;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application answers uploads before it has read them, and the client goes on with its connection. The content of each upload
 * is made of requests: if a part of it were taken for the next request, the application would see it (request smuggling).
 */
class EarlyAnswerTest extends HandlerFixture {

    private static final int UPLOADS = 100;
    private static final int SEED = 20_261_128;
    private static final byte[] INNER =
            "GET /app/inner HTTP/1.1\r\nHost: h.example\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(SEED);

    private static byte[] content(int from, int to) {
        byte[] content = new byte[to - from];
        for (int i = 0; i < content.length; i++) {
            content[i] = INNER[(from + i) % INNER.length];
        }
        return content;
    }

    private static void expectAnswer(RawClient raw, String what) throws Exception {
        List<String> head = raw.readHead();
        assertTrue(head.get(0).startsWith("HTTP/1.1 413"), () -> what + ": " + head);
        assertEquals("too large", raw.read(9), what);
    }

    /** The rest of the content arrives while the application answers, or after its answer. */
    private void upload(RawClient raw, int number) throws Exception {
        int length = 100_000 + random.nextInt(300_000);
        int first = random.nextInt(100_000);
        boolean meanwhile = random.nextBoolean();
        String what =
                "upload " + number + " of " + length + ", first " + first + (meanwhile ? ", meanwhile" : ", after");
        raw.sendHead("POST /app/upload HTTP/1.1", "Host: h.example", "Content-Length: " + length);
        raw.send(content(0, first));
        if (meanwhile) {
            CompletableFuture<Void> rest = raw.sendMeanwhile(content(first, length));
            expectAnswer(raw, what);
            rest.get(20, TimeUnit.SECONDS);
        } else {
            expectAnswer(raw, what);
            raw.send(content(first, length));
        }
        raw.sendHead("GET /app/next HTTP/1.1", "Host: h.example");
        expectAnswer(raw, what + ", next request");
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void nothingOfAnUploadIsTakenForTheNextRequest(JettyHost.Kind kind) throws Exception {
        application.serveBy(call -> {
            seen.add(call.method() + ' ' + call.uri());
            call.answer(413, Bytes.of("too large"), "Content-Length", "9");
        });
        start(kind);
        for (int i = 0; i < UPLOADS; i++) {
            try (RawClient raw = new RawClient(host().address())) {
                upload(raw, i);
            }
        }

        seen.removeIf("POST /app/upload"::equals);
        assertEquals(UPLOADS, seen.size());
        seen.removeIf("GET /app/next"::equals);
        assertEquals(List.of(), List.copyOf(seen));
    }
}
