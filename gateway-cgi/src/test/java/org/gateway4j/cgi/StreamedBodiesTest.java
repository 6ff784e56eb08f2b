package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of unknown length that stream to programs which read to the end of their input. */
class StreamedBodiesTest extends CgiFixture {

    private static final String HEAD = "printf 'Content-Type: text/plain\\n\\n'";

    private CgiGateway.Builder streaming() {
        Spooling none = Spooling.defaults()
                .withDirectory(spool)
                .withMode(Spooling.Mode.STREAM_ALL)
                .withMaxBytes(1000);
        return gateway().spooling(none);
    }

    private static GatewayRequest post(String target, InputStream body) {
        return GatewayRequest.builder("POST", target)
                .body(RequestBody.of(body, -1))
                .build();
    }

    /** As many zeros, which nobody keeps. */
    private static InputStream zeros(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int size) {
                int count = (int) Math.min(size, left);
                left -= count;
                return count == 0 && size > 0 ? -1 : count;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_536, 300L * 1024 * 1024})
    void bodyOfAnySizeStreams(long length) throws Exception {
        sh("count", HEAD, "head -c 0", "wc -c");
        try (Gateway gateway = streaming().build()) {
            assertEquals(
                    length + "\n",
                    Answer.of(gateway.dispatch(post("/count", zeros(length)))).body());
        }
    }

    /** It arrives while the rest is yet to be sent, and nothing of it was kept. */
    @Test
    void scriptAnswersWhileTheBodyComes() throws Exception {
        perl("echo", "$| = 1; print \"Content-Type: a/b\\n\\n\"; print while sysread STDIN, $_, 1000;");
        byte[] content = Bytes.random(500_000, 7);
        try (Gateway gateway = streaming().build()) {
            assertArrayEquals(
                    content,
                    Answer.of(gateway.dispatch(post("/echo", new ByteArrayInputStream(content))))
                            .bytes());
        }
    }

    @Test
    void lengthIsNotToldUnlessItIsKnown() throws Exception {
        dump("dump");
        try (Gateway gateway = streaming().build()) {
            SeenRequest seen = SeenRequest.of(
                    Answer.of(gateway.dispatch(post("/dump", new ByteArrayInputStream(Bytes.of("hello"))))));
            assertNull(seen.variable("CONTENT_LENGTH"));
            assertEquals("hello", seen.input());
            GatewayRequest known = GatewayRequest.builder("POST", "/dump")
                    .body(RequestBody.of(Bytes.of("hello")))
                    .build();
            assertEquals("5", SeenRequest.of(Answer.of(gateway.dispatch(known))).variable("CONTENT_LENGTH"));
        }
    }

    /** Most scripts read as much as they are told there is. */
    @Test
    void bodiesAreReadAheadUnlessTheyAreToStream() throws Exception {
        dump("dump");
        SeenRequest seen = seen(GatewayRequest.builder("POST", "/dump")
                .body(RequestBody.of(new ByteArrayInputStream(Bytes.of("hello")), -1)));
        assertEquals("5", seen.variable("CONTENT_LENGTH"));
        Spooling small = Spooling.defaults().withDirectory(spool).withMaxBytes(1000);
        try (Gateway gateway = gateway().spooling(small).build()) {
            assertThrows(RequestRejectedException.class, () -> gateway.dispatch(post("/dump", zeros(1001))));
        }
    }

    /** A script never takes a body that breaks off for a whole one. */
    @Test
    void bodyThatFailsEndsTheScript() throws Exception {
        sh("count", "wc -c > " + directory + "/count", HEAD);
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("client is gone");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        try (Gateway gateway = streaming().build()) {
            assertThrows(IOException.class, () -> gateway.dispatch(post("/count", broken)));
        }
    }

    @Test
    void scriptThatDoesNotReadIsNotAwaitedForEver() throws Exception {
        sh("deaf", "sleep 1000");
        Timeouts timeouts = Timeouts.defaults().withWrite(java.time.Duration.ofMillis(200));
        try (Gateway gateway = streaming().timeouts(timeouts).build()) {
            assertThrows(BackendTimeoutException.class, () -> gateway.dispatch(post("/deaf", zeros(10_000_000))));
        }
    }
}
