package org.gateway4j.ajp.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.ajp.Wire;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.testkit.conformance.Covers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents of SEND_HEADERS packets, true and false ones. */
class HeadReaderTest {

    private final HeadReader reader = fresh();

    private static HeadReader fresh() {
        return new HeadReader(Limits.defaults().withResponseHead(70_000).withResponseHeaders(12));
    }

    private ResponseHead read(byte[] content) throws AnswerException {
        return read(reader, content);
    }

    private static ResponseHead read(HeadReader reader, byte[] content) throws AnswerException {
        return Objects.requireNonNull(headOf(reader, content));
    }

    private static @Nullable ResponseHead headOf(HeadReader reader, byte[] content) throws AnswerException {
        reader.reset();
        reader.begin(content.length);
        ByteBuffer input = ByteBuffer.wrap(content);
        reader.read(input, content.length / 2);
        reader.read(input, input.remaining());
        return reader.head();
    }

    @ParameterizedTest
    @Covers({"ajp/wire-strings", "ajp/tomcat-reason"})
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "00c8 0003 '200' 00      | 200 | OK",
                "00c8 0002 'OK' 00       | 200 | OK",
                "0194 0004 'Gone' 00     | 404 | Gone",
                "019d ffff               | 413 | Content Too Large",
                "01f7 0000 00            | 503 | Service Unavailable",
                "03e7 0003 '999' 00      | 999 | \"\"",
                "012c 0004 ' Hm ' 00     | 300 | Hm",
                "00c8 0004 'O' 0d0a 'K' 00 | 200 | \"\"",
                "00c8 0002 'O' 00 00     | 200 | \"\""
            })
    void statusAndReason(String bytes, int status, String reason) throws AnswerException {
        ResponseHead head = read(Wire.bytes(bytes + "0000"));
        assertEquals(status, head.status());
        assertEquals(reason, head.reason());
        assertEquals(Headers.empty(), head.headers());
        assertEquals(-1, head.contentLength());
    }

    @Test
    @Covers("ajp/wire-response-headers")
    void headersWithCodesAndWithout() throws AnswerException {
        ResponseHead head = read(Wire.bytes("00c8 0000 00 000b"
                + " a001 0001 'a' 00 a002 0001 'b' 00 a003 0001 '3' 00 a004 0001 'd' 00 a005 0001 'e' 00 a006 0002 '/f' 00"
                + " a007 0001 'g' 00 a008 0001 'h' 00 a009 0001 'i' 00 a00b ffff 0005 'X-Own' 00 0003 ' k ' 00"));
        assertEquals(
                Headers.of(
                        "Content-Type",
                        "a",
                        "Content-Language",
                        "b",
                        "Content-Length",
                        "3",
                        "Date",
                        "d",
                        "Last-Modified",
                        "e",
                        "Location",
                        "/f",
                        "Set-Cookie",
                        "g",
                        "Set-Cookie2",
                        "h",
                        "Servlet-Engine",
                        "i",
                        "WWW-Authenticate",
                        "",
                        "X-Own",
                        "k"),
                head.headers());
        assertEquals(3, head.contentLength());
        assertEquals(null, head.localRedirect());
    }

    @Test
    @Covers("ajp/CVE-2024-24795")
    void fieldsForOneHopAreDroppedAndStatusIsOnlyAHeader() throws AnswerException {
        ResponseHead head = read(Wire.bytes("00c8 0000 00 0005"
                + " 0011 'Transfer-Encoding' 00 0007 'chunked' 00 000a 'Connection' 00 0005 'close' 00"
                + " 0007 'Upgrade' 00 0002 'ws' 00 a00a 0003 '500' 00 000a 'X-Sendfile' 00 0004 '/etc' 00"));
        assertEquals(200, head.status());
        assertEquals(Headers.of("Status", "500"), head.headers());
    }

    @Test
    void untidyFieldsAreReadAsOthersDo() throws AnswerException {
        ResponseHead head = read(
                Wire.bytes(
                        "012e 0000 00 0006 a001 0001 'a' 00 0002 'A:' 00 0001 'a' 00"
                                + " 000c 'Content-Type' 00 0001 'b' 00 a006 0002 '/1' 00 a006 0002 '/2' 00 0001 'X' 00 0003 'a' 1b 'b' 00"));
        assertEquals(Headers.of("Content-Type", "b", "Location", "/1", "X", "a b"), head.headers());
        assertEquals(
                List.of(
                        "':' (0x3a) at index 1 of a response header's name",
                        "another Content-Type",
                        "another Location"),
                head.leftOut());
    }

    @Test
    @Covers("ajp/body-12")
    void headOfAnInterimResponseIsNone() throws AnswerException {
        assertNull(headOf(reader, Wire.bytes("0067 0000 00 0001 0004 'Link' 00 0001 'x' 00")));
    }

    @Test
    @Covers({"ajp/wire-large-packets", "ajp/undertow-large-head"})
    void headOfAnySizeIsRead() throws AnswerException {
        String value = "v".repeat(60_000);
        ResponseHead head = read(Wire.bytes("00c8 0000 00 0001 a007 ea60 '" + value + "' 00"));
        assertEquals(value, head.headers().first("Set-Cookie"));
    }

    @ParameterizedTest
    @Covers({
        "ajp/body-12",
        "ajp/tomcat-large-head",
        "ajp/complaint-2",
        "ajp/CVE-2024-24795",
        "ajp/CVE-2026-28780",
        "ajp/CVE-2026-33523",
        "ajp/CVE-2016-4993"
    })
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "00                                            | response status reaches beyond",
                "0000 0000 00 0000                             | response status 0 is not three digits",
                "0063 0000 00 0000                             | response status 99 is not three digits",
                "0065 0000 00 0000                             | response status 101, which is not final",
                "03e8 0000 00 0000                             | response status 1000",
                "ffff 0000 00 0000                             | response status 65535",
                "00c8 0002 'OK'                                | reason phrase reaches beyond",
                "00c8 0002 'OK' 01 0000                        | no NUL after the 2 bytes of reason phrase",
                "00c8 fffe 'OK' 00 0000                        | reason phrase reaches beyond",
                "00c8 0000 00                                  | number of response headers reaches beyond",
                "00c8 0000 00 0001                             | raise that on both sides",
                "00c8 0000 00 ffff                             | response has 65535 headers",
                "00c8 0000 00 000d                             | response has 13 headers; limits.responseHeaders is 12",
                "00c8 0000 00 0001 a000 0001 'a' 00            | code 0xa000 is not defined",
                "00c8 0000 00 0001 a00c 0001 'a' 00            | code 0xa00c is not defined",
                "00c8 0000 00 0001 a0ff 0001 'a' 00            | code 0xa0ff is not defined",
                "00c8 0000 00 0001 a001                        | value of response header Content-Type reaches",
                "00c8 0000 00 0001 a001 0004 'a' 00            | reaches beyond the packet's end (5 bytes, 2 left)",
                "00c8 0000 00 0001 a001 0001 'ab'              | no NUL after the 1 bytes",
                "00c8 0000 00 0001 a001 0003 'a' 0a 'b' 00     | control character 0x0a at index 1",
                "00c8 0000 00 0001 a001 0003 'a' 00 'b' 00     | control character 0x00 at index 1",
                "00c8 0000 00 0001 0000 00 0001 'a' 00         | header without a name",
                "00c8 0000 00 0001 ffff 0001 'a' 00            | header without a name",
                "00c8 0000 00 0001 0003 'A B' 00 0001 'a' 00   | 0x20 at index 1 of a response header's name",
                "00c8 0000 00 0001 0002 'A' 0a 00 0001 'a' 00  | 0x0a at index 1 of a response header's name",
                "00c8 0000 00 0001 0009 'A' 00 0001 'a' 00     | response header name reaches beyond",
                "00c8 0000 00 0000 00                          | goes on for 1 bytes after the last of 0 headers",
                "00c8 0000 00 0001 a003 0002 '-1' 00           | Content-Length has '-' (0x2d) at index 0",
                "00c8 0000 00 0002 a003 0001 '1' 00 a003 0001 '2' 00 | occurs twice"
            })
    void falseHeadsAreRefused(String bytes, String message) {
        AnswerException refused = assertThrows(AnswerException.class, () -> read(Wire.bytes(bytes)));
        assertTrue(refused.getMessage().contains(message.replace("\"\"", "\"")), refused.getMessage());
    }

    /** No byte of a head can be missing, and a shorter packet never lets the bytes of the one before be read. */
    @Test
    @Covers({"ajp/CVE-2026-28780", "ajp/lighttpd-3170"})
    void everyTruncationIsRefused() throws AnswerException {
        byte[] whole = Wire.bytes("00c8 0002 'OK' 00 0002 a001 0001 'a' 00 0001 'B' 00 0001 'c' 00");
        assertEquals(2, read(whole).headers().size());
        for (int length = 0; length < whole.length; length++) {
            byte[] part = java.util.Arrays.copyOf(whole, length);
            assertThrows(AnswerException.class, () -> read(part), () -> part.length + " bytes");
        }
    }

    /** What is remembered of one head is never read into another. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOutcomeDoesNotDependOnEarlierHeads(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            byte[] content = damaged(random);
            assertEquals(outcome(fresh(), content), outcome(reader, content), () -> "round of " + seed);
        }
    }

    private static byte[] damaged(Random random) {
        byte[] head = Wire.bytes("00c8 0002 'OK' 00 0004 a001 0009 'text/html' 00 0001 'B' 00 0001 'c' 00"
                + " a003 0002 '12' 00 000a 'Set-Cookie' 00 0003 'a=b' 00");
        byte[] content = Arrays.copyOf(head, head.length - random.nextInt(2) * random.nextInt(20));
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            content[random.nextInt(content.length)] = (byte) random.nextInt(128);
        }
        return content;
    }

    private static String outcome(HeadReader reader, byte[] content) {
        try {
            return String.valueOf(headOf(reader, content));
        } catch (AnswerException e) {
            return e.getMessage();
        }
    }

    @Test
    void largeHeadIsRefusedByItsLength() {
        HeadReader small = new HeadReader(Limits.defaults().withResponseHead(1024));
        AnswerException refused = assertThrows(AnswerException.class, () -> small.begin(1025));
        assertTrue(refused.getMessage().contains("1025 bytes"), refused.getMessage());
    }

    @Test
    void interimHeadsCountToTheSize() throws AnswerException {
        HeadReader small = new HeadReader(Limits.defaults().withResponseHead(1024));
        small.begin(1000);
        AnswerException refused = assertThrows(AnswerException.class, () -> small.begin(25));
        assertTrue(refused.getMessage().contains("1025 bytes"), refused.getMessage());
    }
}
