package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginRequestTest {

    @ParameterizedTest
    @CsvSource({
        "RESPONDER, false, 0001000000000000",
        "RESPONDER, true, 0001010000000000",
        "AUTHORIZER, false, 0002000000000000",
        "FILTER, true, 0003010000000000"
    })
    void contentsAreTheseBytes(Role role, boolean keepConnection, String bytes) {
        ByteBuffer target = ByteBuffer.wrap(Hex.bytes("DDDDDDDDDDDDDDDD"));
        new BeginRequest(role, keepConnection).put(target);
        assertEquals(bytes, Hex.text(target.flip()));
    }
}
