package org.gateway4j.ajp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gateway4j.testkit.Bytes;

/** Golden bytes, as text that can be compared with the description of the protocol. */
public final class Wire {

    private static final Pattern TOKEN = Pattern.compile("'([^']*)'|([0-9a-fA-F]+)|\\s+");

    private Wire() {}

    /** The bytes of pairs of hexadecimal digits and of texts in quotes; blanks are for the reader. */
    public static byte[] bytes(String notation) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher tokens = TOKEN.matcher(notation);
        int end = 0;
        while (tokens.lookingAt()) {
            if (tokens.group(1) != null) {
                bytes.writeBytes(Bytes.of(tokens.group(1)));
            } else if (tokens.group(2) != null) {
                bytes.writeBytes(HexFormat.of().parseHex(tokens.group(2)));
            }
            end = tokens.end();
            tokens.region(end, notation.length());
        }
        if (end < notation.length()) {
            throw new IllegalArgumentException("at " + notation.substring(end));
        }
        return bytes.toByteArray();
    }

    /** What remains in a buffer. */
    public static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** A packet from a container, with the right length. */
    public static byte[] packet(String payload) {
        byte[] content = bytes(payload);
        return join(bytes("'AB' %04x".formatted(content.length)), content);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
