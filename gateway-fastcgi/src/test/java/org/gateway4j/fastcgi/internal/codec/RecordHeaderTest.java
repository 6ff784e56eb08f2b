package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordHeaderTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 8, 0, 0101000100080000",
        "4, 1, 0, 0, 0104000100000000",
        "5, 300, 65535, 1, 0105012cffff0100",
        "5, 300, 465, 7, 0105012c01d10700",
        "6, 65535, 65535, 255, 0106ffffffffff00",
        "9, 0, 51, 5, 0109000000330500",
        "11, 0, 8, 0, 010b000000080000",
        "255, 32768, 32768, 128, 01ff800080008000"
    })
    void headersAreTheseBytesInBothDirections(int type, int id, int content, int padding, String bytes) {
        RecordHeader header = new RecordHeader(type, id, content, padding);
        ByteBuffer target = dirty();
        header.put(target);
        assertEquals(bytes, Hex.text(target.flip()));
        assertEquals(header, RecordHeader.get(ByteBuffer.wrap(Hex.bytes(bytes))));
    }

    private static ByteBuffer dirty() {
        ByteBuffer target = ByteBuffer.allocate(RecordHeader.SIZE);
        while (target.hasRemaining()) {
            target.put((byte) 0xDD);
        }
        return target.clear();
    }

    @Test
    void reservedByteIsIgnoredWhenReadAndZeroWhenWritten() {
        RecordHeader header = RecordHeader.get(ByteBuffer.wrap(Hex.bytes("01 06 0001 0002 03 FF")));
        assertEquals(new RecordHeader(6, 1, 2, 3), header);
        assertEquals(RecordType.STDOUT, header.type());
    }

    @ParameterizedTest
    @CsvSource({
        "256, 1, 0, 0, type",
        "-1, 1, 0, 0, type",
        "5, 65536, 0, 0, request id",
        "5, 1, 65536, 0, content length",
        "5, 1, -1, 0, content length",
        "5, 1, 0, 256, padding length"
    })
    void valueThatDoesNotFitItsFieldIsRefused(int type, int id, int content, int padding, String name) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new RecordHeader(type, id, content, padding));
        assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }
}
