package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginRequestTest {

    @ParameterizedTest
    @CsvSource({
        "1, false, 0001000000000000",
        "1, true, 0001010000000000",
        "2, false, 0002000000000000",
        "3, true, 0003010000000000",
        "65535, true, ffff010000000000"
    })
    void contentsAreTheseBytesInBothDirections(int role, boolean keepConnection, String bytes) {
        BeginRequest begin = new BeginRequest(role, keepConnection);
        ByteBuffer target = ByteBuffer.wrap(Hex.bytes("DDDDDDDDDDDDDDDD"));
        begin.put(target);
        assertEquals(bytes, Hex.text(target.flip()));
        ByteBuffer source = ByteBuffer.wrap(Hex.bytes(bytes));
        assertEquals(begin, BeginRequest.get(source));
        assertEquals(0, source.remaining());
    }

    @Test
    void otherFlagsAndReservedBytesAreIgnored() {
        assertEquals(new BeginRequest(1, false), BeginRequest.get(ByteBuffer.wrap(Hex.bytes("0001 FE 1122334455"))));
    }

    @Test
    void rolesHaveTheCodesOfTheSpecification() {
        assertEquals(1, Role.RESPONDER.code());
        assertEquals(2, Role.AUTHORIZER.code());
        assertEquals(3, Role.FILTER.code());
    }
}
