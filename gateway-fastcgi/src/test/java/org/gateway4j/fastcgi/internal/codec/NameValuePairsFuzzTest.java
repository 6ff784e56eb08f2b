package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Map;
import org.gateway4j.internal.protocol.AnswerException;

/** Any bytes are name-value pairs, read to the last byte, or refused. */
class NameValuePairsFuzzTest {

    @FuzzTest(maxDuration = "20s")
    void get(byte[] record) throws AnswerException {
        ByteBuffer source = ByteBuffer.wrap(record);
        Map<String, String> pairs;
        try {
            pairs = NameValuePairs.get(source);
        } catch (AnswerException e) {
            assertRefusedWithinMore(record);
            return;
        }
        assertEquals(record.length, source.position());
        assertEquals(pairs, NameValuePairs.get(encoded(pairs, record.length)));
    }

    /** What lies behind the end of a record in the same memory is not read to complete it. */
    private static void assertRefusedWithinMore(byte[] record) {
        byte[] more = new byte[2 * record.length + 8];
        System.arraycopy(record, 0, more, 0, record.length);
        ByteBuffer source = ByteBuffer.wrap(more).limit(record.length);
        assertThrows(AnswerException.class, () -> NameValuePairs.get(source));
        assertTrue(source.position() <= record.length);
    }

    private static ByteBuffer encoded(Map<String, String> pairs, int length) {
        ByteBuffer encoded = ByteBuffer.allocate(length);
        pairs.forEach((name, value) -> NameValuePairs.put(encoded, name, value));
        return encoded.flip();
    }
}
