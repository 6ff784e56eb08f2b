package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyResponseTest {

    private static final byte[] CONTENT = {'b', 'o', 'd', 'y'};
    private static final Headers HEADERS =
            Headers.builder().add("Content-Type", "text/plain").build();

    private final AtomicInteger closes = new AtomicInteger();

    private GatewayResponse counted() {
        InputStream bytes = new ByteArrayInputStream(CONTENT) {
            @Override
            public void close() {
                closes.incrementAndGet();
            }
        };
        return GatewayResponse.of(200, HEADERS, RequestBody.of(bytes, CONTENT.length));
    }

    @Test
    void saysWhatItWasMadeOf() throws Exception {
        try (GatewayResponse response = counted()) {
            assertEquals(200, response.status());
            assertEquals("", response.reason());
            assertSame(HEADERS, response.headers());
            assertTrue(response.hasBody());
            assertEquals(CONTENT.length, response.contentLength());
            assertEquals(CONTENT.length, response.declaredLength());
            assertNull(response.handoff());
            assertEquals(-1, response.exitStatus());
            assertArrayEquals(CONTENT, response.body().readAllBytes());
            assertEquals(-1, response.read(ByteBuffer.allocate(1)));
            assertEquals(0, response.read(ByteBuffer.allocate(0)));
        }
    }

    @Test
    void handsItsBodyOn() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GatewayResponse response = counted()) {
            assertEquals(CONTENT.length, response.transferTo(out));
        }
        assertArrayEquals(CONTENT, out.toByteArray());
    }

    @Test
    void noBodyIsNone() throws Exception {
        try (GatewayResponse response = GatewayResponse.of(204, Headers.empty(), RequestBody.none())) {
            assertFalse(response.hasBody());
            assertEquals(0, response.contentLength());
            assertEquals(-1, response.body().read());
        }
    }

    @Test
    void closesItsBodyOnce() throws Exception {
        GatewayResponse response = counted();
        response.body().close();
        response.close();
        response.close();
        assertEquals(1, closes.get());
    }

    @Test
    void bodyThatBreaksOffIsAFailure() {
        IOException broken = new IOException("disk on fire");
        GatewayResponse response = GatewayResponse.of(
                200,
                HEADERS,
                RequestBody.of(
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw broken;
                            }

                            @Override
                            public int read(byte[] target, int offset, int length) throws IOException {
                                throw broken;
                            }
                        },
                        -1));
        BackendFailureException failure =
                assertThrows(BackendFailureException.class, () -> response.read(ByteBuffer.allocate(1)));
        assertSame(broken, failure.getCause());
        assertEquals(Phase.BODY, failure.phase());
    }

    @Test
    void bodyThatEndsEarlyIsAFailure() {
        GatewayResponse response =
                GatewayResponse.of(200, HEADERS, RequestBody.of(new ByteArrayInputStream(CONTENT), 10));
        BackendFailureException failure = assertThrows(
                BackendFailureException.class, () -> response.body().readAllBytes());
        assertEquals("host: response body ended after 4 of 10 bytes", failure.getMessage());
    }

    @Test
    void bodyThatGoesOnIsCut() throws Exception {
        try (GatewayResponse response =
                GatewayResponse.of(200, HEADERS, RequestBody.of(new ByteArrayInputStream(CONTENT), 2))) {
            assertArrayEquals(Arrays.copyOf(CONTENT, 2), response.body().readAllBytes());
        }
    }

    /** A decorator may answer with the same bytes again. */
    @Test
    void bytesServeAnyNumberOfResponses() throws Exception {
        RequestBody bytes = RequestBody.of(CONTENT);
        for (int i = 0; i < 2; i++) {
            try (GatewayResponse response = GatewayResponse.of(200, HEADERS, bytes)) {
                assertArrayEquals(CONTENT, response.body().readAllBytes());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 304})
    void statusesWithoutABodyDeclareNoLength(int status) throws Exception {
        try (GatewayResponse response = GatewayResponse.of(status, Headers.empty(), RequestBody.of(CONTENT))) {
            assertFalse(response.hasBody());
            assertEquals(0, response.contentLength());
            assertEquals(-1, response.declaredLength());
            assertEquals(-1, response.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void closedResponseGivesNothingMore() {
        GatewayResponse response = counted();
        response.close();
        assertThrows(ExchangeAbortedException.class, () -> response.read(ByteBuffer.allocate(1)));
    }

    /** What the output does not take is lost, so nothing may follow it. */
    @Test
    void outputThatFailsClosesTheResponse() {
        IOException full = new IOException("disk full");
        GatewayResponse response = counted();
        assertSame(
                full,
                assertThrows(
                        IOException.class,
                        () -> response.transferTo(new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                throw full;
                            }
                        })));
        assertEquals(1, closes.get());
    }

    @Test
    void flushesBeforeAFailureAndNotAtTheEnd() throws Exception {
        AtomicInteger flushes = new AtomicInteger();
        OutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                flushes.incrementAndGet();
            }
        };
        counted().transferTo(out);
        assertEquals(0, flushes.get());
        GatewayResponse cut = GatewayResponse.of(200, HEADERS, RequestBody.of(new ByteArrayInputStream(CONTENT), 10));
        assertThrows(BackendFailureException.class, () -> cut.transferTo(out));
        assertTrue(flushes.get() > 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 100, 199, 1000})
    void statusesOutOfRangeAreRefused(int status) {
        assertThrows(IllegalArgumentException.class, () -> GatewayResponse.of(status, HEADERS, RequestBody.none()));
    }
}
