package org.gateway4j.internal.body;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.gateway4j.BackendBusyException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.Spooling;
import org.gateway4j.Spooling.Mode;
import org.gateway4j.Timeouts;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingBodyTest {

    private static final int MEMORY = 1_000;
    private static final int MOST = 100_000;

    @TempDir
    Path directory;

    private Spooling spooling;

    @BeforeEach
    void spoolHere() {
        spooling = Spooling.defaults()
                .withMode(Mode.UNKNOWN_LENGTH)
                .withMemory(MEMORY)
                .withMaxBytes(MOST)
                .withMaxTotalBytes(10 * MOST)
                .withDirectory(directory);
    }

    private static OutgoingBody outgoing(RequestBody source) {
        return new OutgoingBody(source, "test backend", new SourceThreads("test backend"));
    }

    private static boolean prepare(OutgoingBody body, Spooling spooling) throws GatewayException {
        ReadAhead ahead = new ReadAhead("test backend", spooling, null);
        ReadAhead.Plan plan = body.plan(ahead, GatewayRequest.get("/").build());
        if (plan == ReadAhead.Plan.SEND) {
            return false;
        }
        body.readAhead(ahead, plan, new ReadAhead.Patience(Nanos.NEVER, Timeouts.defaults()));
        return true;
    }

    private static byte[] readAll(OutgoingBody body) throws IOException {
        ByteBuffer memory = body.inMemory();
        if (memory != null) {
            byte[] bytes = new byte[memory.remaining()];
            memory.get(bytes);
            return bytes;
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(777);
        while (read(body, piece.clear()) >= 0) {
            all.write(piece.array(), 0, piece.position());
        }
        return all.toByteArray();
    }

    private long filesInDirectory() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private static <T extends GatewayException> T refusal(Class<T> type, OutgoingBody body, Spooling spooling) {
        T e = assertThrows(type, () -> prepare(body, spooling));
        assertEquals(type == RequestRejectedException.class ? "" : "test backend", e.backend());
        assertEquals(false, e.mayHaveRun());
        return e;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MEMORY, MEMORY + 1, 20_000, MOST})
    void aBodyOfUnknownLengthIsReadAheadAndItsLengthKnown(int size) throws IOException {
        ScriptedBody source = new ScriptedBody(size, -1);
        OutgoingBody body = outgoing(source);
        assertTrue(prepare(body, spooling));
        assertEquals(size, body.length());
        assertEquals(size <= MEMORY, body.inMemory() != null);
        assertArrayEquals(source.content(), readAll(body));
        body.close();
        assertEquals(1, source.closed());
    }

    @Test
    void aSpoolFileIsGoneAtTheLatestWhenTheBodyIsClosed() throws IOException {
        OutgoingBody body = outgoing(new ScriptedBody(20_000, -1));
        prepare(body, spooling);
        assertNull(body.inMemory());
        body.close();
        assertEquals(0, filesInDirectory());
        assertThrows(IOException.class, () -> read(body, ByteBuffer.allocate(1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {MEMORY, 20_000})
    void aSpooledBodyCanBeSentAgain(int size) throws IOException {
        ScriptedBody source = new ScriptedBody(size, -1);
        OutgoingBody body = outgoing(source);
        prepare(body, spooling);
        assertFalse(body.isStreamed());
        for (int round = 0; round < 3; round++) {
            assertArrayEquals(source.content(), readAll(body));
            assertTrue(body.canBeSentAgain());
            body.rewind();
        }
        body.close();
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN_LENGTH, -1", "ALL, -1", "ALL, 100001"})
    void moreThanMayBeSpooledIsRefused(Mode mode, long declared) throws IOException {
        ScriptedBody source = new ScriptedBody(MOST + 1, declared);
        OutgoingBody body = outgoing(source);
        RequestRejectedException e = refusal(RequestRejectedException.class, body, spooling.withMode(mode));
        assertEquals(Reason.CONTENT_TOO_LARGE, e.reason());
        assertTrue(e.getMessage().endsWith("spooling.maxBytes is 100000"), e.getMessage());
        assertEquals(0, filesInDirectory());
        body.close();
        assertEquals(1, source.closed());
    }

    @Test
    void aBodyThatSaysItIsTooLargeIsNotEvenRead() {
        ScriptedBody source = new ScriptedBody(0, MOST + 1);
        OutgoingBody body = outgoing(source);
        refusal(RequestRejectedException.class, body, spooling.withMode(Mode.ALL));
        assertEquals(0, source.reads());
    }

    @Test
    void anUnknownLengthIsRefusedIfThatIsWanted() {
        ScriptedBody source = new ScriptedBody(10, -1);
        RequestRejectedException e = refusal(
                RequestRejectedException.class, outgoing(source), spooling.withMode(Mode.REFUSE_UNKNOWN_LENGTH));
        assertEquals(411, e.suggestedStatus());
        assertEquals(0, source.reads());
    }

    @ParameterizedTest
    @EnumSource
    void aSmallBodyIsReadAheadInEveryMode(Mode mode) throws IOException {
        ScriptedBody source = new ScriptedBody(500, 500);
        OutgoingBody body = outgoing(source);
        assertTrue(prepare(body, spooling.withMode(mode)));
        assertNotNull(body.inMemory());
        assertArrayEquals(source.content(), readAll(body));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsInMemoryOrAbsentIsSentAsItIs(Mode mode) throws GatewayException {
        for (RequestBody source : new RequestBody[] {RequestBody.none(), RequestBody.of(new byte[5])}) {
            OutgoingBody body = outgoing(source);
            assertFalse(prepare(body, spooling.withMode(mode)));
            assertEquals(source.length(), body.length());
            assertEquals(source.inMemory(), body.inMemory());
        }
    }

    @Test
    void aLargeBodyOfKnownLengthStreams() throws IOException {
        ScriptedBody source = new ScriptedBody(OutgoingBody.INLINE + 1, OutgoingBody.INLINE + 1);
        OutgoingBody body = outgoing(source);
        assertFalse(prepare(body, spooling));
        assertEquals(0, source.reads());
        assertTrue(body.isStreamed());
        assertTrue(body.canBeSentAgain());
        body.rewind();
        read(body, ByteBuffer.allocate(1));
        assertFalse(body.canBeSentAgain());
        assertThrows(UnsupportedOperationException.class, body::rewind);
    }

    @Test
    void aLargeBodyOfKnownLengthIsSpooledIfThatIsWanted() throws IOException {
        ScriptedBody source = new ScriptedBody(OutgoingBody.INLINE + 1, OutgoingBody.INLINE + 1);
        OutgoingBody body = outgoing(source);
        assertTrue(prepare(body, spooling.withMode(Mode.ALL)));
        assertFalse(body.isStreamed());
        assertArrayEquals(source.content(), readAll(body));
        body.close();
    }

    @ParameterizedTest
    @CsvSource({"10, 20, UNKNOWN_LENGTH", "0, 1, UNKNOWN_LENGTH", "70000, 80000, ALL", "10, 60000, ALL"})
    void aBodyShorterThanDeclaredIsRefused(int size, long declared, Mode mode) throws IOException {
        ScriptedBody source = new ScriptedBody(size, declared);
        OutgoingBody body = outgoing(source);
        RequestBodyException e = refusal(RequestBodyException.class, body, spooling.withMode(mode));
        assertEquals("test backend: request body ended after " + size + " of " + declared + " bytes", e.getMessage());
        assertEquals(Phase.SPOOL, e.phase());
        assertEquals(400, e.suggestedStatus());
        assertEquals(0, filesInDirectory());
    }

    /** Of a body longer than declared the surplus is left, as it is where the body streams. */
    @ParameterizedTest
    @CsvSource({"30, 20, UNKNOWN_LENGTH", "90000, 80000, ALL"})
    void ofABodyLongerThanDeclaredTheSurplusIsLeft(int size, int declared, Mode mode) throws IOException {
        ScriptedBody source = new ScriptedBody(size, declared);
        OutgoingBody body = outgoing(source);
        assertTrue(prepare(body, spooling.withMode(mode)));
        assertEquals(declared, body.length());
        assertArrayEquals(Arrays.copyOf(source.content(), declared), readAll(body));
        body.close();
    }

    @ParameterizedTest
    @CsvSource({"500, -1", "5000, -1", "500, 800"})
    void aBodyThatFailsIsTheClientsFault(int before, long declared) throws IOException {
        for (Exception failure :
                new Exception[] {new IOException("client is gone"), new IllegalStateException("bug")}) {
            ScriptedBody source = new ScriptedBody(before, declared).failingWith(failure);
            OutgoingBody body = outgoing(source);
            RequestBodyException e = refusal(RequestBodyException.class, body, spooling);
            assertSame(failure, e.getCause());
            assertEquals("test backend: request body: " + failure, e.getMessage());
            assertEquals(0, filesInDirectory());
            body.close();
            body.close();
            assertEquals(1, source.closed());
        }
    }

    @Test
    void aDirectoryThatTakesNothingIsALackOfCapacity() {
        Path absent = directory.resolve("absent");
        ScriptedBody source = new ScriptedBody(MEMORY + 1, -1);
        BackendBusyException e = refusal(BackendBusyException.class, outgoing(source), spooling.withDirectory(absent));
        assertTrue(e.getMessage().contains("request body cannot be spooled: " + absent), e.getMessage());
        assertEquals(Phase.SPOOL, e.phase());
    }

    @Test
    void withoutNeedOfAFileTheDirectoryDoesNotMatter() throws GatewayException {
        OutgoingBody body = outgoing(new ScriptedBody(MEMORY, -1));
        assertTrue(prepare(body, spooling.withDirectory(directory.resolve("absent"))));
    }

    @Test
    @Covers("ajp/body-7")
    void aBodyThatReadsNothingNowAndThenIsReadOn() throws IOException {
        ScriptedBody source = new ScriptedBody(5_000, -1).inPiecesOf(3).withEmptyReads();
        OutgoingBody body = outgoing(source);
        prepare(body, spooling);
        assertArrayEquals(source.content(), readAll(body));
        body.close();
    }

    @Test
    void closingTwiceClosesOnceAndAFailureIsSwallowed() {
        ScriptedBody source = new ScriptedBody(1, 1).failingToClose();
        OutgoingBody body = outgoing(source);
        body.close();
        body.close();
        assertEquals(1, source.closed());
    }

    private static int read(OutgoingBody body, ByteBuffer target) throws IOException {
        int count = body.poll(target, () -> {});
        while (count == 0) {
            Thread.onSpinWait();
            count = body.poll(target, () -> {});
        }
        return count;
    }

    /** The permit of the exchange is given back after that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheHostThrowsInCloseGoesNoFurther(boolean polled) throws Exception {
        OutgoingBody body = outgoing(new ScriptedError());
        if (polled) {
            assertEquals(-1, body.poll(ByteBuffer.allocate(1), () -> {}));
        }
        body.close();
    }

    private static final class ScriptedError implements RequestBody {

        @Override
        public long length() {
            return 1;
        }

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void close() {
            throw new AssertionError("on purpose");
        }
    }
}
