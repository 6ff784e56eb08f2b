package org.gateway4j.ajp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gateway4j.testkit.Bytes;

/** Golden bytes, as text that can be compared with the description of the protocol, and the ways in which they arrive. */
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

    /** In one piece, in two pieces at each place, and byte by byte. */
    public static Stream<List<ByteBuffer>> splits(byte[] bytes) {
        Stream<List<ByteBuffer>> two = IntStream.range(0, bytes.length)
                .mapToObj(at -> List.of(ByteBuffer.wrap(bytes, 0, at), ByteBuffer.wrap(bytes, at, bytes.length - at)));
        return Stream.concat(two, Stream.of(single(bytes)));
    }

    /** Byte by byte. */
    public static List<ByteBuffer> single(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(at -> ByteBuffer.wrap(bytes, at, 1))
                .toList();
    }

    /** In pieces of these sizes, taken in turns. */
    public static List<ByteBuffer> ofSizes(byte[] bytes, int... sizes) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += sizes[(pieces.size() - 1) % sizes.length]) {
            int length = Math.min(sizes[pieces.size() % sizes.length], bytes.length - from);
            pieces.add(ByteBuffer.wrap(bytes, from, length));
        }
        return pieces;
    }

    /** In pieces of any size. */
    public static List<ByteBuffer> random(byte[] bytes, Random random) {
        List<ByteBuffer> pieces = new ArrayList<>();
        int most = 1 + random.nextInt(1 + bytes.length);
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(1 + random.nextInt(most), bytes.length - from);
            pieces.add(ByteBuffer.wrap(bytes, from, length));
            from += length;
        }
        return pieces;
    }
}
