package org.gateway4j;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestBodyTest {

    private static final byte[] CONTENT = "The quick brown fox".getBytes(ISO_8859_1);

    @TempDir
    Path directory;

    /** The kinds of body that hosts can make. */
    enum Kind {
        ARRAY(true, CONTENT.length),
        HEAP_BUFFER(true, CONTENT.length),
        DIRECT_BUFFER(true, CONTENT.length),
        READ_ONLY_BUFFER(true, CONTENT.length),
        STREAM(false, CONTENT.length),
        STREAM_OF_UNKNOWN_LENGTH(false, -1),
        CHANNEL(false, CONTENT.length),
        CHANNEL_OF_UNKNOWN_LENGTH(false, -1),
        FILE(true, CONTENT.length);

        final boolean replayable;
        final long length;

        Kind(boolean replayable, long length) {
            this.replayable = replayable;
            this.length = length;
        }

        RequestBody make(Path directory) throws IOException {
            ByteBuffer padded =
                    ByteBuffer.allocate(64).position(7).put(CONTENT).flip().position(7);
            return switch (this) {
                case ARRAY -> RequestBody.of(CONTENT.clone());
                case HEAP_BUFFER -> RequestBody.of(padded);
                case READ_ONLY_BUFFER -> RequestBody.of(padded.asReadOnlyBuffer());
                case DIRECT_BUFFER ->
                    RequestBody.of(ByteBuffer.allocateDirect(64).put(CONTENT).flip());
                case STREAM, STREAM_OF_UNKNOWN_LENGTH -> RequestBody.of(new ByteArrayInputStream(CONTENT), length);
                case CHANNEL, CHANNEL_OF_UNKNOWN_LENGTH ->
                    RequestBody.of(Channels.newChannel(new ByteArrayInputStream(CONTENT)), length);
                case FILE -> RequestBody.of(Files.write(directory.resolve("body"), CONTENT));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesItsBytesToHeapBuffers(Kind kind) throws IOException {
        try (RequestBody body = kind.make(directory)) {
            assertArrayEquals(CONTENT, readAll(body, ByteBuffer.allocate(7)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesItsBytesToDirectBuffers(Kind kind) throws IOException {
        try (RequestBody body = kind.make(directory)) {
            assertArrayEquals(CONTENT, readAll(body, ByteBuffer.allocateDirect(5)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsBetweenPositionAndLimitOfTheTarget(Kind kind) throws IOException {
        try (RequestBody body = kind.make(directory)) {
            ByteBuffer target =
                    ByteBuffer.allocate(32).position(3).limit(9).slice().position(2);
            int count = body.read(target);
            assertTrue(count > 0 && count <= 4, "read " + count);
            assertEquals(2 + count, target.position());
            assertEquals('T', target.get(2));
        }
    }

    @ParameterizedTest
    @EnumSource
    void knowsItsLength(Kind kind) throws IOException {
        try (RequestBody body = kind.make(directory)) {
            assertEquals(kind.length, body.length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void canBeReadAgainIfItSaysSo(Kind kind) throws IOException {
        try (RequestBody body = kind.make(directory)) {
            assertEquals(kind.replayable, body.replayable());
            readAll(body, ByteBuffer.allocate(4));
            if (kind.replayable) {
                body.rewind();
                assertArrayEquals(CONTENT, readAll(body, ByteBuffer.allocate(4)));
            } else {
                assertThrows(UnsupportedOperationException.class, body::rewind);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatIsInMemoryWholeHoweverMuchWasRead(Kind kind) throws IOException {
        try (RequestBody body = kind.make(directory)) {
            body.read(ByteBuffer.allocate(4));
            ByteBuffer whole = body.inMemory();
            boolean memory = kind.name().endsWith("BUFFER") || kind == Kind.ARRAY;
            assertEquals(memory ? ByteBuffer.wrap(CONTENT) : null, whole);
        }
    }

    @Test
    void aBufferKeepsItsOwnPosition() throws IOException {
        ByteBuffer given = ByteBuffer.wrap(CONTENT);
        try (RequestBody body = RequestBody.of(given)) {
            readAll(body, ByteBuffer.allocate(100));
        }
        assertEquals(0, given.position());
        assertEquals(CONTENT.length, given.remaining());
    }

    @Test
    void noBodyIsOneSharedObject() throws IOException {
        RequestBody none = RequestBody.none();
        assertSame(none, RequestBody.none());
        assertEquals(0, none.length());
        assertTrue(none.replayable());
        assertEquals(0, none.inMemory().remaining());
        none.close();
        none.rewind();
        assertEquals(-1, none.read(ByteBuffer.allocate(1)));
    }

    static Stream<RequestBody> emptyBodies() {
        return Stream.of(
                RequestBody.of(new byte[0]),
                RequestBody.of(InputStream.nullInputStream(), 0),
                RequestBody.of(Channels.newChannel(InputStream.nullInputStream()), -1));
    }

    @ParameterizedTest
    @MethodSource("emptyBodies")
    void anEmptyBodyEndsAtOnce(RequestBody body) throws IOException {
        assertEquals(-1, body.read(ByteBuffer.allocate(1)));
        assertEquals(-1, body.read(ByteBuffer.allocateDirect(1)));
    }

    @Test
    void aLargeStreamGoesThroughDirectBuffersWhole() throws IOException {
        byte[] large = new byte[200_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        try (RequestBody body = RequestBody.of(new ByteArrayInputStream(large), large.length)) {
            assertArrayEquals(large, readAll(body, ByteBuffer.allocateDirect(100_000)));
        }
    }

    @Test
    void closingItClosesTheStream() throws IOException {
        int[] closed = {0};
        InputStream stream = new ByteArrayInputStream(CONTENT) {
            @Override
            public void close() {
                closed[0]++;
            }
        };
        RequestBody.of(stream, -1).close();
        assertEquals(1, closed[0]);
    }

    @Test
    void closingItClosesTheChannel() throws IOException {
        ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(CONTENT));
        RequestBody.of(channel, -1).close();
        assertFalse(channel.isOpen());
    }

    @Test
    void aFileIsOpenedAtOnce() {
        assertThrows(NoSuchFileException.class, () -> RequestBody.of(directory.resolve("absent")));
    }

    @Test
    void aLengthBelowUnknownIsRefused() {
        InputStream nothing = InputStream.nullInputStream();
        assertThrows(IllegalArgumentException.class, () -> RequestBody.of(nothing, -2));
        assertThrows(IllegalArgumentException.class, () -> RequestBody.of(Channels.newChannel(nothing), -2));
    }

    private static byte[] readAll(RequestBody body, ByteBuffer target) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (body.read(target.clear()) >= 0) {
            target.flip();
            while (target.hasRemaining()) {
                all.write(target.get());
            }
        }
        return all.toByteArray();
    }
}
