package org.gateway4j.fastcgi.internal;

import static org.gateway4j.contract.fastcgi.Records.STDERR;
import static org.gateway4j.contract.fastcgi.Records.STDOUT;
import static org.gateway4j.contract.fastcgi.Records.answer;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.record;
import static org.gateway4j.contract.fastcgi.Records.stderr;
import static org.gateway4j.contract.fastcgi.Records.stdout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.fastcgi.MalformedAnswer;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.body.SourceThreads;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.cgi.ScriptVariables;
import org.gateway4j.internal.files.FileNames;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.BodyFacts;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One exchange as bytes in and bytes out: no socket, no thread. */
class FastCgiProtocolTest {

    private final FastCgiProtocol protocol = protocol(true);
    private final StringBuilder errors = new StringBuilder();

    private static FastCgiProtocol protocol(boolean keepConnection) {
        return new FastCgiProtocol(
                new FastCgiSettings(keepConnection, false), new MetaVariables("Test", true), Limits.defaults());
    }

    @BeforeEach
    void begin() throws RequestRejectedException {
        begin(protocol, GatewayRequest.get("/").build(), 0);
        errors.setLength(0);
    }

    private ByteBuffer begin(FastCgiProtocol on, GatewayRequest request, long length) throws RequestRejectedException {
        ScriptVariables script = new ScriptVariables("/a.php", "", "/srv/a.php", "/srv");
        OutgoingBody body = new OutgoingBody(
                RequestBody.of(InputStream.nullInputStream(), length),
                "fastcgi test",
                new SourceThreads("fastcgi test"));
        return on.begin(RoleRequest.responder(request, script), body, this::noteErrors);
    }

    private void noteErrors(ByteBuffer bytes) {
        errors.append(StandardCharsets.ISO_8859_1.decode(bytes));
    }

    /** Decodes the answer that the bytes are, once for each way of splitting them. */
    private DecodedAnswer decodeAtEverySplit(byte[] bytes) throws Exception {
        DecodedAnswer whole = DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(bytes)));
        String said = errors.toString();
        for (List<ByteBuffer> pieces : Splits.of(bytes).toList()) {
            FastCgiProtocol fresh = protocol(true);
            errors.setLength(0);
            begin(fresh, GatewayRequest.get("/").build(), 0);
            assertEquals(whole, DecodedAnswer.of(fresh, pieces), () -> "pieces " + pieces);
            assertEquals(said, errors.toString());
        }
        return whole;
    }

    private static DecodedAnswer complete(Headers headers, String body) {
        return new DecodedAnswer(200, "" + headers, body, true, 0);
    }

    @Test
    void answerIsDecodedWhereverItIsSplit() throws Exception {
        byte[] bytes = HexFormat.of()
                .parseHex("0106000100140300" + HexFormat.of().formatHex(Bytes.of("X-One: 1\r\nX-Two:2\n\nH")) + "000000"
                        + "0106000100020600" + "656c" + "000000000000"
                        + "0106000100000000"
                        + "0103000100080000" + "0000000500000000");
        assertEquals(complete(Headers.of("X-One", "1", "X-Two", "2"), "Hel"), decodeAtEverySplit(bytes));
        assertEquals(5, protocol.exitStatus());
        assertFalse(protocol.isReusable(), "STDIN was not ended");
        protocol.frame(0, true);
        assertTrue(protocol.isReusable());
    }

    @Test
    void errorOutputMayComeBetweenTheHalvesOfAHeader() throws Exception {
        byte[] bytes = join(
                stderr(1, "first"),
                stdout(1, "Content-Ty"),
                record(STDERR, 1, Bytes.of(" second"), 9),
                stdout(1, "pe: text/plain\r"),
                stdout(1, "\n\r"),
                record(STDERR, 1, new byte[0], 0),
                stdout(1, "\nbody"),
                stderr(1, " third"),
                end(1));
        assertEquals(complete(Headers.of("Content-Type", "text/plain"), "body"), decodeAtEverySplit(bytes));
        assertEquals("first second third", errors.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 255})
    void anyRecordMayBePadded(int padding) throws Exception {
        byte[] ended = end(1);
        byte[] bytes = join(
                record(STDERR, 1, Bytes.of("!"), padding),
                record(STDOUT, 1, Bytes.of("A: b\n\nc"), padding),
                record(STDOUT, 1, new byte[0], padding),
                record(STDERR, 1, new byte[0], padding),
                record(3, 1, Arrays.copyOfRange(ended, 8, 16), padding));
        assertEquals(complete(Headers.of("A", "b"), "c"), decodeAtEverySplit(bytes));
    }

    /** The pacing of the responder in nginx's tests, which has found most mistakes in decoders. */
    @Test
    void pacedAnswerIsDecoded() throws Exception {
        byte[] first = record(STDOUT, 1, Bytes.of("Location: http://localhost/redirect\nA: b\n\n"), 8);
        byte[] second = record(STDOUT, 1, Bytes.of("x".repeat(48)), 0);
        byte[] error = stderr(1, "stderr");
        byte[] ended = end(1);
        List<ByteBuffer> pieces = List.of(
                part(first, 0, first.length - 8),
                part(first, first.length - 8, first.length),
                part(second, 0, 8 + 24),
                ByteBuffer.wrap(join(Arrays.copyOfRange(second, 32, second.length), Arrays.copyOf(error, 2))),
                part(error, 2, 8),
                part(error, 8, error.length),
                ByteBuffer.wrap(record(STDOUT, 1, new byte[0], 0)),
                part(ended, 0, 8),
                part(ended, 8, 16));
        DecodedAnswer decoded = DecodedAnswer.of(protocol, pieces);
        assertEquals(302, decoded.status());
        assertEquals("x".repeat(48), decoded.body());
        assertTrue(decoded.ended());
        assertEquals("stderr", errors.toString());
    }

    /** PHP-FPM opens what these octets name, whatever the host's JVM calls it. */
    @ParameterizedTest
    @CsvSource({"UTF-8, 636166c3a9", "ISO-8859-1, 636166e9"})
    void bodyFileIsNamedInTheEncodingOfFileNames(Charset encoding, String name) throws Exception {
        FastCgiProtocol foreign = new FastCgiProtocol(
                new FastCgiSettings(true, false),
                new MetaVariables("Test", true),
                Limits.defaults(),
                new FileNames(encoding));
        ScriptVariables script = new ScriptVariables("/a.php", "", "/srv/a.php", "/srv");
        RoleRequest call = RoleRequest.responder(GatewayRequest.get("/").build(), script);
        ByteBuffer head = foreign.begin(call, new FileFacts("/caf\u00e9"), this::noteErrors);
        String pair = HexFormat.of().formatHex(Bytes.of("REQUEST_BODY_FILE/")) + name;
        assertTrue(hex(head).contains(pair), () -> hex(head));
    }

    private record FileFacts(String file) implements BodyFacts {

        @Override
        public long length() {
            return 5;
        }
    }

    private static ByteBuffer part(byte[] bytes, int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from);
    }

    @ParameterizedTest
    @Covers("fastcgi/malformed-splits")
    @EnumSource(MalformedAnswer.class)
    void malformedAnswerIsRefusedWhereverItIsSplit(MalformedAnswer malformed) throws Exception {
        byte[] bytes = malformed.bytes(1);
        List<List<ByteBuffer>> splits =
                bytes.length < 4_000 ? Splits.of(bytes).toList() : List.of(Splits.at(bytes, 5), Splits.single(bytes));
        for (List<ByteBuffer> pieces : splits) {
            FastCgiProtocol fresh = protocol(true);
            begin(fresh, GatewayRequest.get("/").build(), 0);
            AnswerException refused = assertThrows(AnswerException.class, () -> DecodedAnswer.of(fresh, pieces));
            assertEquals(AnswerException.Kind.MALFORMED, refused.kind());
            assertTrue(refused.getMessage().contains(malformed.message()), refused.getMessage());
            assertFalse(fresh.isReusable());
        }
    }

    @Test
    @Covers("fastcgi/malformed-empty-stdout")
    void outputAfterItsEndIsRefused() {
        byte[] bytes = join(stdout(1, "A: b\n\n"), record(STDOUT, 1, new byte[0], 0), stdout(1, "more"));
        AnswerException refused =
                assertThrows(AnswerException.class, () -> DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(bytes))));
        assertTrue(refused.getMessage().contains("STDOUT record of 4 bytes after its end"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"1, REFUSED, CANT_MPX_CONN", "2, OVERLOADED, OVERLOADED", "3, REFUSED, UNKNOWN_ROLE"})
    void requestThatWasNotExecutedIsToldApart(int status, AnswerException.Kind kind, String name) {
        byte[] bytes = join(record(STDOUT, 1, new byte[0], 0), end(1, 0, status));
        AnswerException refused =
                assertThrows(AnswerException.class, () -> DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(bytes))));
        assertEquals(kind, refused.kind());
        assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "255, 255", "-1, 4294967295", "-2147483648, 2147483648"})
    void applicationStatusIsUnsigned(int sent, long read) throws Exception {
        DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(join(stdout(1, "A: b\n\n"), end(1, sent, 0)))));
        assertEquals(read, protocol.exitStatus());
    }

    @Test
    void bytesAfterTheEndAreLeft() throws Exception {
        DecodedAnswer decoded =
                DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(join(answer(1, "b"), answer(1, "c")))));
        assertEquals("b", decoded.body());
        assertEquals(answer(1, "c").length, decoded.unread());
    }

    @Test
    void answerInProgressIsForgottenByTheNextRequest() throws Exception {
        byte[] bad = join(stdout(1, "X-Bad: header\r\nX-Wo"));
        assertFalse(DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(bad))).ended());
        begin();
        DecodedAnswer next =
                DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(join(stdout(2, "Good: header\n\n"), end(2)))));
        assertEquals(complete(Headers.of("Good", "header"), ""), next);
    }

    @Test
    void connectionThatIsNotKeptIsNotReusable() throws Exception {
        FastCgiProtocol once = protocol(false);
        ByteBuffer head = begin(once, GatewayRequest.get("/").build(), 0);
        assertEquals(0, head.get(head.position() + 10), "flags");
        assertTrue(
                DecodedAnswer.of(once, List.of(ByteBuffer.wrap(answer(1, "b")))).ended());
        assertFalse(once.isReusable());
    }

    @Test
    void requestIdsAdvanceAndWrapPastZero() throws Exception {
        for (int expected = 2; expected <= 65_535; expected++) {
            assertEquals(expected, nextId());
        }
        assertEquals(1, nextId());
        assertEquals(2, nextId());
    }

    private int nextId() throws RequestRejectedException {
        ByteBuffer head = begin(protocol, GatewayRequest.get("/").build(), 0);
        return head.getShort(head.position() + 2) & 0xFFFF;
    }

    @Test
    void bodyIsFramedAndEndedByOneEmptyRecord() {
        protocol.frame(300, false);
        assertEquals("01050001012c0000", hex(protocol.prefix()));
        assertEquals("", hex(protocol.suffix()));
        assertTrue(protocol.bodyCredit() > 0);
        protocol.frame(65_528, true);
        assertEquals("01050001fff80000", hex(protocol.prefix()));
        assertEquals("0105000100000000", hex(protocol.suffix()));
        assertEquals(0, protocol.bodyCredit());
    }

    @Test
    void requestWithoutABodyHasTheEmptyRecordOnly() {
        protocol.frame(0, true);
        assertEquals("", hex(protocol.prefix()));
        assertEquals("0105000100000000", hex(protocol.suffix()));
        assertEquals(0, protocol.bodyCredit());
    }

    @Test
    void frameLargerThanARecordIsRefused() {
        assertTrue(protocol.bodyCredit() <= 65_535);
        assertThrows(IllegalArgumentException.class, () -> protocol.frame(65_536, true));
    }

    private static String hex(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "0, before any record",
        "3, within a record header (3 of 8 bytes)",
        "12, within a STDOUT record (4 of 26 bytes)",
        "34, after a STDOUT record",
        "42, within a END_REQUEST record (0 of 8 bytes)"
    })
    void positionSaysWhereAnAnswerEndsEarly(int length, String position) throws Exception {
        byte[] bytes = join(stdout(1, "Content-Type: text/plain\n\n"), end(1));
        DecodedAnswer decoded = DecodedAnswer.of(protocol, List.of(ByteBuffer.wrap(bytes, 0, length)));
        assertFalse(decoded.ended());
        assertEquals("before END_REQUEST, " + position, protocol.position());
        assertEquals(Signal.NEED_INPUT, protocol.decode(ByteBuffer.allocate(0)));
    }
}
