package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.internal.protocol.AnswerException;

/**
 * Name-value pairs (FastCGI specification, section 3.4): both lengths, each in one byte up to 127 and in four bytes with
 * the highest bit set above, then both strings.
 */
public final class NameValuePairs {

    private NameValuePairs() {}

    /** The number of bytes that the encoded length of a string takes. */
    public static int lengthSize(int length) {
        return length <= 127 ? 1 : 4;
    }

    /** Writes a length. */
    public static void putLength(ByteBuffer target, int length) {
        if (length <= 127) {
            target.put((byte) length);
        } else {
            target.putInt(length | 0x8000_0000);
        }
    }

    /** Writes a pair of octet strings. */
    public static void put(ByteBuffer target, String name, String value) {
        putLength(target, name.length());
        putLength(target, value.length());
        target.put(name.getBytes(StandardCharsets.ISO_8859_1));
        target.put(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads all pairs of a complete stream or record.
     *
     * @return octet strings; if a name occurs twice, the last value counts
     * @throws AnswerException if a string would end beyond the input
     */
    public static Map<String, String> get(ByteBuffer source) throws AnswerException {
        Map<String, String> pairs = new LinkedHashMap<>();
        while (source.hasRemaining()) {
            int nameLength = getLength(source);
            int valueLength = getLength(source);
            String name = getString(source, nameLength);
            pairs.put(name, getString(source, valueLength));
        }
        return pairs;
    }

    private static int getLength(ByteBuffer source) throws AnswerException {
        if (!source.hasRemaining()) {
            throw AnswerException.malformed("name-value pair ends before its lengths");
        }
        if (source.get(source.position()) >= 0) {
            return source.get();
        }
        if (source.remaining() < 4) {
            throw AnswerException.malformed("name-value pair ends within a length of four bytes");
        }
        return source.getInt() & 0x7FFF_FFFF;
    }

    private static String getString(ByteBuffer source, int length) throws AnswerException {
        if (length > source.remaining()) {
            throw AnswerException.malformed(
                    "name or value of " + length + " bytes, but " + source.remaining() + " are left");
        }
        byte[] bytes = new byte[length];
        source.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
