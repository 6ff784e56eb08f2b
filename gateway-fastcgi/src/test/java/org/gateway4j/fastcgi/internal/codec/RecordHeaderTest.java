package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
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
        "11, 32768, 32768, 128, 010b800080008000"
    })
    void headersAreTheseBytes(int type, int id, int content, int padding, String bytes) {
        RecordHeader header = new RecordHeader(RecordType.of(type), id, content, padding);
        ByteBuffer target = dirty();
        header.put(target);
        assertEquals(bytes, Hex.text(target.flip()));
    }

    private static ByteBuffer dirty() {
        ByteBuffer target = ByteBuffer.allocate(RecordHeader.SIZE);
        while (target.hasRemaining()) {
            target.put((byte) 0xDD);
        }
        return target.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "65536, 0, 0, request id",
        "1, 65536, 0, content length",
        "1, -1, 0, content length",
        "1, 0, 256, padding length"
    })
    void valueThatDoesNotFitItsFieldIsRefused(int id, int content, int padding, String name) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> new RecordHeader(RecordType.STDIN, id, content, padding));
        assertTrue(refused.getMessage().contains(name), refused.getMessage());
    }
}
