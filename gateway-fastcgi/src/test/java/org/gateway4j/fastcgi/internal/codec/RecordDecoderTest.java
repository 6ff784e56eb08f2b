package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Splits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are records, each split at every place. */
class RecordDecoderTest {

    static Stream<Arguments> streams() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("01 06 0001 0000 00 00", List.of(record(RecordType.STDOUT, 1, ""))),
                Arguments.of(
                        "01 01 0001 0008 00 00  0001 01 0000000000",
                        List.of(record(RecordType.BEGIN_REQUEST, 1, "\0\1\1\0\0\0\0\0"))),
                Arguments.of("01 02 ffff 0000 00 00", List.of(record(RecordType.ABORT_REQUEST, 65_535, ""))),
                Arguments.of(
                        "01 03 0001 0008 00 00  00000001 02 000000",
                        List.of(record(RecordType.END_REQUEST, 1, "\0\0\0\1\2\0\0\0"))),
                Arguments.of(
                        "01 04 0001 0003 05 00  010041  ffffffffff  01 04 0001 0000 00 00",
                        List.of(record(RecordType.PARAMS, 1, "\1\0A"), record(RecordType.PARAMS, 1, ""))),
                Arguments.of(
                        "01 05 012c 0003 00 ff  466f6f  01 05 012c 0000 00 00",
                        List.of(record(RecordType.STDIN, 300, "Foo"), record(RecordType.STDIN, 300, ""))),
                Arguments.of(
                        "01 07 0001 0001 07 00  21  01010101010101  01 06 0001 0000 08 00  0102030405060708",
                        List.of(record(RecordType.STDERR, 1, "!"), record(RecordType.STDOUT, 1, ""))),
                Arguments.of("01 08 0001 0001 00 00  01", List.of(record(RecordType.DATA, 1, "\1"))),
                Arguments.of(
                        "01 09 0000 0011 07 00  0f00 464347495f4d5058535f434f4e4e53  00000000000000",
                        List.of(record(RecordType.GET_VALUES, 0, "\17\0FCGI_MPXS_CONNS"))),
                Arguments.of(
                        "01 0a 0000 0012 00 00  0f01 464347495f4d5058535f434f4e4e53 30",
                        List.of(record(RecordType.GET_VALUES_RESULT, 0, "\17\1FCGI_MPXS_CONNS0"))),
                Arguments.of(
                        "01 0b 0000 0008 00 00  64 00000000000000",
                        List.of(record(RecordType.UNKNOWN_TYPE, 0, "d\0\0\0\0\0\0\0"))),
                Arguments.of("01 ff 0102 0002 01 00  4142 43", List.of(record(RecordType.UNDEFINED, 258, "AB"))));
    }

    private static DecodedRecord record(RecordType type, int id, String content) {
        return new DecodedRecord(type, id, content);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void recordsAreFoundWhereverTheirBytesAreSplit(String bytes, List<DecodedRecord> records) throws AnswerException {
        for (List<ByteBuffer> pieces : Splits.of(Hex.bytes(bytes)).toList()) {
            assertEquals(records, DecodedRecord.of(pieces), () -> "pieces " + pieces);
        }
    }

    /** The stream of 66,000 bytes of Go's tests: two records, padded to multiples of eight, and an empty one. */
    @Test
    void longStreamIsReadOverItsRecords() throws AnswerException {
        ByteBuffer stream = ByteBuffer.allocate(3 * 8 + 65_536 + 472);
        stream.put(Hex.bytes("01 05 012c ffff 01 00")).position(8 + 65_536);
        stream.put(Hex.bytes("01 05 012c 01d1 07 00")).position(2 * 8 + 65_536 + 472);
        stream.put(Hex.bytes("01 05 012c 0000 00 00"));
        List<DecodedRecord> expected = List.of(
                record(RecordType.STDIN, 300, "\0".repeat(65_535)),
                record(RecordType.STDIN, 300, "\0".repeat(465)),
                record(RecordType.STDIN, 300, ""));
        for (int place : new int[] {0, 1, 7, 8, 9, 65_542, 65_543, 65_544, 65_545, 65_552, 66_017, 66_024, 66_031}) {
            assertEquals(expected, DecodedRecord.of(Splits.at(stream.array(), place)), "split at " + place);
        }
    }

    /** 65535 + 255 does not fit 16 bits (CVE-2026-55203 was such a sum). */
    @Test
    void largestContentWithLargestPaddingIsFollowedByTheNextRecord() throws AnswerException {
        byte[] stream = new byte[8 + 65_535 + 255 + 8 + 1];
        Arrays.fill(stream, (byte) 0x01);
        System.arraycopy(Hex.bytes("01 06 0001 ffff ff 00"), 0, stream, 0, 8);
        System.arraycopy(Hex.bytes("01 07 0001 0001 00 00 21"), 0, stream, 8 + 65_535 + 255, 9);
        for (int place : new int[] {0, 8, 65_542, 65_543, 65_544, 65_797, 65_798, 65_799, 65_806}) {
            List<DecodedRecord> records = DecodedRecord.of(Splits.at(stream, place));
            assertEquals(
                    List.of(65_535, 1),
                    records.stream().map(r -> r.content().length()).toList());
            assertEquals("!", records.get(1).content());
        }
    }

    @ParameterizedTest
    @CsvSource({"00, 0", "02, 2", "48, 72", "ff, 255"})
    void otherVersionIsRefusedAtItsFirstByte(String first, int version) {
        RecordDecoder decoder = new RecordDecoder();
        AnswerException refused =
                assertThrows(AnswerException.class, () -> decoder.next(ByteBuffer.wrap(Hex.bytes(first))));
        assertTrue(refused.getMessage().contains("version is " + version), refused.getMessage());
    }

    @Test
    void whatIsNotARecordIsQuoted() {
        RecordDecoder decoder = new RecordDecoder();
        AnswerException refused =
                assertThrows(AnswerException.class, () -> decoder.next(ByteBuffer.wrap(Bytes.of("HTTP/1.1 400 Bad"))));
        assertTrue(refused.getMessage().contains("\"HTTP/1.1\""), refused.getMessage());
    }

    @Test
    void positionTellsWhereDecodingStands() throws AnswerException {
        RecordDecoder decoder = new RecordDecoder();
        assertEquals("before any record", decoder.position());
        assertFalse(decoder.next(ByteBuffer.wrap(Hex.bytes("01 06 00"))));
        assertEquals("within a record header (3 of 8 bytes)", decoder.position());
        assertTrue(decoder.next(ByteBuffer.wrap(Hex.bytes("01 0005 02 00"))));
        decoder.consumed(2);
        assertEquals("within a STDOUT record (2 of 5 bytes)", decoder.position());
        decoder.consumed(3);
        assertEquals("within the padding of a STDOUT record", decoder.position());
        assertTrue(decoder.skipPadding(ByteBuffer.allocate(2)));
        assertEquals("after a STDOUT record", decoder.position());
        decoder.reset();
        assertEquals("before any record", decoder.position());
    }
}
