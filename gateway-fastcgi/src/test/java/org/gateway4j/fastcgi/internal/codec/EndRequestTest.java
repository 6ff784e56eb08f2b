package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndRequestTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0000000000000000",
        "0, 1, 0000000001000000",
        "0, 2, 0000000002000000",
        "0, 3, 0000000003000000",
        "42, 0, 0000002a00000000",
        "4294967295, 255, ffffffffff000000",
        "2147483648, 0, 8000000000000000"
    })
    void contentsAreTheseBytesAndAnyInReserve(long appStatus, int protocolStatus, String bytes) {
        ByteBuffer source = ByteBuffer.wrap(Hex.bytes(bytes.substring(0, 10) + "FFFFFF"));
        assertEquals(new EndRequest(appStatus, protocolStatus), EndRequest.get(source));
        assertEquals(0, source.remaining());
    }
}
