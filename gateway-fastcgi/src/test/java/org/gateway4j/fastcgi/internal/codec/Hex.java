package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Golden bytes, as text that can be compared with the specification. */
final class Hex {

    private Hex() {}

    /** The bytes of pairs of digits; blanks are for the reader. */
    static byte[] bytes(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }

    static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** What remains in a buffer. */
    static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return text(bytes);
    }
}
