package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.conformance.Covers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses: heads, bodies that stream, and what reading to the end or closing early means. */
interface ResponseContract extends ContractFixture {

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 302, 404, 500, 503, 999})
    default void anyStatusIsSuccess(int status) throws Exception {
        application().behave(call -> call.answer(status, Bytes.of("text"), "X-Test", "yes"));
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertEquals(status, response.status());
            assertEquals("yes", response.headers().first("X-Test"));
            assertEquals("text", Bytes.text(response.body().readAllBytes()));
        }
    }

    @Test
    default void headersKeepTheirOrderAndRepeat() throws Exception {
        application()
                .behave(call ->
                        call.answer(200, new byte[0], "Set-Cookie", "a=1", "X-Between", "\u00e9", "Set-Cookie", "b=2"));
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertEquals(List.of("a=1", "b=2"), response.headers().all("set-cookie"));
            assertEquals("\u00e9", response.headers().first("x-between"));
            int first = response.headers().indexOf("Set-Cookie", 0);
            assertEquals("X-Between", response.headers().name(first + 1));
        }
    }

    @Test
    default void dispatchReturnsAtTheHead() throws Exception {
        CountDownLatch headSeen = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            Await.open(headSeen);
            call.write(Bytes.of("after"));
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            headSeen.countDown();
            assertEquals("after", Bytes.text(response.body().readAllBytes()));
        }
    }

    @Test
    @Covers({"fastcgi/nginx-16", "cgi/nginx-cgi-streaming"})
    default void readNeverWaitsToFillTheBuffer() throws Exception {
        Semaphore steps = new Semaphore(0);
        application().behave(call -> {
            call.head(200);
            for (String piece : List.of("one", "three", "2")) {
                call.write(Bytes.of(piece));
                steps.acquire();
            }
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            for (String piece : List.of("one", "three", "2")) {
                ByteBuffer target = ByteBuffer.allocate(1000);
                while (target.position() < piece.length()) {
                    assertTrue(response.read(target) > 0);
                }
                assertEquals(piece, Bytes.text(target.array()).substring(0, target.position()));
                steps.release();
            }
            assertEquals(-1, response.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    default void transferToHandsOnEachPieceAsItArrives() throws Exception {
        Semaphore steps = new Semaphore(1);
        application().behave(call -> {
            call.head(200);
            for (int i = 0; i < 5; i++) {
                steps.acquire();
                call.write(Bytes.of("event " + i + "\n"));
            }
        });
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        OutputStream client = new OutputStream() {
            @Override
            public void write(int b) {
                received.write(b);
                if (b == '\n') {
                    steps.release();
                }
            }
        };
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertEquals(40, response.body().transferTo(client));
        }
        assertEquals("event 0\nevent 1\nevent 2\nevent 3\nevent 4\n", Bytes.text(received.toByteArray()));
    }

    @Test
    default void bodyStreamReadsSingleBytesAndNothing() throws Exception {
        application().behave(call -> call.answer(200, new byte[] {-1, 0, 65}));
        try (GatewayResponse response = gateway().dispatch(get())) {
            InputStream body = response.body();
            assertSame(body, response.body());
            assertEquals(0, body.read(new byte[3], 1, 0));
            assertEquals(0, response.read(ByteBuffer.allocate(0)));
            assertEquals(255, body.read());
            assertEquals(0, body.read());
            assertEquals(65, body.read());
            assertEquals(-1, body.read());
            assertEquals(-1, body.read());
        }
    }

    @Test
    @Covers({"fastcgi/nginx-16", "cgi/rfc3875-6.4"})
    default void largeBodyArrivesWhole() throws Exception {
        byte[] content = Bytes.random(16 * 1024 * 1024, 7);
        application().behave(call -> call.answer(200, content));
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertArrayEquals(content, response.body().readAllBytes());
        }
    }

    @Test
    default void readToItsEndTheConnectionIsBackBeforeClose() throws Exception {
        Gateway gateway = gateway();
        application().behave(call -> call.answer(200, Bytes.of("text")));
        try (GatewayResponse response = gateway.dispatch(get())) {
            assertEquals(1, gateway.stats().inUse());
            assertEquals(4, response.body().readAllBytes().length);
            assertEquals(0, gateway.stats().inUse());
            assertEquals(kept(), gateway.stats().idle());
            assertEquals(-1, response.read(ByteBuffer.allocate(1)));
            gateway.dispatch(get()).close();
        }
        assertEquals(2 - kept(), application().connections());
    }

    @Test
    default void closedEarlyTheExchangeIsAbortedAndTheConnectionDiscarded() throws Exception {
        Gateway gateway = gateway();
        CountDownLatch letGo = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("first piece"));
            call.awaitHangUp();
            letGo.countDown();
        });
        GatewayResponse response = gateway.dispatch(get());
        assertEquals('f', response.body().read());
        response.close();
        Await.open(letGo);
        assertThrows(Exception.class, () -> response.read(ByteBuffer.allocate(1)));
        response.close();
        assertEquals(1, gateway.stats().closed());
        Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
    }

    @Test
    default void closeOfACompleteAnswerKeepsTheConnection() throws Exception {
        Gateway gateway = gateway();
        application().behave(call -> call.answer(200, Bytes.of("all of it at once")));
        for (int i = 0; i < 3; i++) {
            gateway.dispatch(get()).close();
        }
        assertEquals(1, application().connections());
        assertEquals(1, gateway.stats().idle());
    }

    @ParameterizedTest
    @Covers({"fastcgi/malformed-no-end", "ajp/failure-after-head"})
    @ValueSource(strings = {"", "Content-Length"})
    default void truncationAlwaysThrows(String declared) throws Exception {
        String[] headers = declared.isEmpty() ? new String[0] : new String[] {declared, "100"};
        application().behave(call -> {
            call.head(200, headers);
            call.write(Bytes.of("part"));
            call.breakOff();
        });
        Gateway gateway = gateway();
        try (GatewayResponse response = gateway.dispatch(get())) {
            assertEquals("part", Bytes.text(response.body().readNBytes(4)));
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class, () -> response.body().read());
            assertEquals(Phase.BODY, failure.phase());
            assertEquals(502, failure.suggestedStatus());
            assertTrue(failure.mayHaveRun());
            assertTrue(failure.blamesBackend());
            assertSame(
                    failure,
                    assertThrows(
                            BackendFailureException.class, () -> response.body().read()));
        }
        assertEquals(1, gateway.stats().closed());
    }

    @Test
    default void truncationOfTheHeadThrows() {
        application().behave(ApplicationCall::breakOff);
        BackendFailureException failure =
                assertThrows(BackendFailureException.class, () -> gateway().dispatch(get()));
        assertEquals(Phase.HEAD, failure.phase());
        assertEquals(502, failure.suggestedStatus());
        assertTrue(failure.mayHaveRun());
        assertFalse(String.valueOf(failure.getMessage()).isBlank());
    }

    @Test
    @Covers({"fastcgi/nginx-23-25", "fastcgi/nginx-29-34"})
    default void shortageOfContentLengthThrowsAtItsEnd() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("short"), "Content-Length", "9"));
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertEquals(9, response.contentLength());
            assertEquals(5, response.body().readNBytes(5).length);
            BackendFailureException failure = assertThrows(
                    BackendFailureException.class, () -> response.body().read());
            Messages.assertContains("5 of 9", failure);
        }
    }

    @Test
    @Covers({"fastcgi/nginx-23-25", "fastcgi/nginx-29-34"})
    default void surplusOverContentLengthIsCut() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("exact, and more"), "Content-Length", "5"));
        Gateway gateway = gateway();
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = gateway.dispatch(get())) {
                assertEquals("exact", Bytes.text(response.body().readAllBytes()));
            }
        }
    }

    /** Tests share the error output, so nobody else's warnings are looked at. */
    @Test
    default void surplusOverContentLengthIsWarnedOfOnce() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("exact, and more"), "Content-Length", "5"));
        GatewayRequest request =
                GatewayRequest.get("/app/long;jsessionid=secret?secret").build();
        PrintStream errorOutput = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try (GatewayResponse response = gateway().dispatch(request)) {
            response.body().readAllBytes();
        } finally {
            System.setErr(errorOutput);
        }
        List<String> warnings = log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("/app/long"))
                .toList();
        assertEquals(1, warnings.size(), () -> "log: " + log);
        assertTrue(warnings.get(0).contains("WARN"), warnings.get(0));
        assertTrue(warnings.get(0).contains("longer than its Content-Length of 5"), warnings.get(0));
        assertFalse(warnings.get(0).contains("secret"), warnings.get(0));
    }

    /** Notes when it is flushed: a bar in the text. */
    final class FlushMarks extends ByteArrayOutputStream {

        @Override
        public synchronized void flush() {
            write('|');
        }

        synchronized String text() {
            return toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    default void transferFlushesBeforeEachWait() throws Exception {
        FlushMarks out = new FlushMarks();
        application().behave(call -> {
            call.head(200);
            Await.until(() -> "no flush: " + out.text(), () -> out.text().equals("|"));
            call.write(Bytes.of("one"));
            Await.until(() -> "no flush: " + out.text(), () -> out.text().endsWith("one|"));
            call.write(Bytes.of("two"));
            Await.until(() -> "no flush: " + out.text(), () -> out.text().endsWith("two|"));
            call.write(Bytes.of("three"));
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertEquals(11, response.transferTo(out));
            assertEquals(0, response.transferTo(out));
        }
        assertTrue(out.text().startsWith("|one|two|three"), out::text);
    }

    @Test
    default void transferFlushesBeforeItFails() throws Exception {
        FlushMarks out = new FlushMarks();
        application().behave(call -> {
            call.head(200, "Content-Length", "9");
            call.write(Bytes.of("short"));
        });
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertThrows(BackendFailureException.class, () -> response.transferTo(out));
        }
        assertTrue(out.text().matches("\\|*short\\|+"), out::text);
    }

    /** Its client is gone, and the application has done nothing wrong. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void outputThatFailsEndsTheExchangeAndBlamesNobody(boolean flushing) throws Exception {
        CountDownLatch letGo = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("piece"));
            call.awaitHangUp();
            letGo.countDown();
        });
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("client is gone");
            }
        };
        Gateway gateway = gateway();
        try (GatewayResponse response = gateway.dispatch(get())) {
            IOException failure = assertThrows(IOException.class, () -> transfer(response, broken, flushing));
            assertEquals("client is gone", failure.getMessage());
            Await.open(letGo);
            assertThrows(ExchangeAbortedException.class, () -> response.read(ByteBuffer.allocate(1)));
        }
        assertEquals(1, gateway.stats().closed());
    }

    private static long transfer(GatewayResponse response, OutputStream out, boolean flushing) throws IOException {
        return flushing ? response.transferTo(out) : response.body().transferTo(out);
    }

    @ParameterizedTest
    @Covers("ajp/tomcat-no-body")
    @ValueSource(ints = {204, 205, 304})
    default void statusesWithoutABodyHaveNone(int status) throws Exception {
        application().behave(call -> call.answer(status, Bytes.of("not a body")));
        Gateway gateway = gateway();
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = gateway.dispatch(get())) {
                assertEquals(status, response.status());
                assertFalse(response.hasBody());
                assertEquals(0, response.contentLength());
                assertEquals(-1, response.body().read());
            }
        }
    }

    /** A client that was told a length would wait for that body. */
    @ParameterizedTest
    @CsvSource({"204, -1, ", "205, 0, 0", "304, 6, 6"})
    default void lengthsOfNoBodyKeepNobodyWaiting(int status, long declared, @Nullable String field) throws Exception {
        application().behave(call -> call.answer(status, Bytes.of(""), "Content-Length", "6"));
        try (GatewayResponse response = gateway().dispatch(get())) {
            assertFalse(response.hasBody());
            assertEquals(0, response.contentLength());
            assertEquals(declared, response.declaredLength());
            assertEquals(field, response.headers().first("Content-Length"));
            assertEquals(-1, response.body().read());
        }
    }

    @ParameterizedTest
    @Covers({
        "fastcgi/nginx-4",
        "fastcgi/nginx-35-38",
        "fastcgi/nginx-103-106",
        "ajp/tomcat-no-body",
        "cgi/rfc3875-4.3.3"
    })
    @ValueSource(strings = {"", "a body", "more of a body than was declared"})
    default void headHasNoBodyWhateverTheApplicationSends(String sent) throws Exception {
        application().behave(call -> call.answer(200, Bytes.of(sent), "Content-Length", "6"));
        Gateway gateway = gateway();
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = gateway.dispatch(request("HEAD"))) {
                assertFalse(response.hasBody());
                assertEquals(0, response.contentLength());
                assertEquals(6, response.declaredLength());
                assertEquals("6", response.headers().first("Content-Length"));
                assertEquals(-1, response.read(ByteBuffer.allocate(10)));
            }
        }
    }
}
