package org.gateway4j.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways in which bytes can come in pieces. */
public final class Splits {

    private Splits() {}

    /**
     * {@return each way to take bytes in at most two pieces, and byte by byte}
     *
     * @param bytes what comes; the pieces are views of it
     */
    public static Stream<List<ByteBuffer>> of(byte[] bytes) {
        Stream<List<ByteBuffer>> two = IntStream.range(0, bytes.length).mapToObj(at -> at(bytes, at));
        return Stream.concat(two, Stream.of(single(bytes)));
    }

    /**
     * {@return bytes in two pieces, the first of which may be empty}
     *
     * @param bytes what comes
     * @param place where the second piece begins
     */
    public static List<ByteBuffer> at(byte[] bytes, int place) {
        return List.of(ByteBuffer.wrap(bytes, 0, place), ByteBuffer.wrap(bytes, place, bytes.length - place));
    }

    /**
     * {@return bytes one by one}
     *
     * @param bytes what comes
     */
    public static List<ByteBuffer> single(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .mapToObj(at -> ByteBuffer.wrap(bytes, at, 1))
                .toList();
    }

    /**
     * {@return bytes in pieces of these sizes, taken in turns}
     *
     * @param bytes what comes
     * @param sizes at least one, each at least 1
     */
    public static List<ByteBuffer> ofSizes(byte[] bytes, int... sizes) {
        List<ByteBuffer> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += sizes[(pieces.size() - 1) % sizes.length]) {
            int length = Math.min(sizes[pieces.size() % sizes.length], bytes.length - from);
            pieces.add(ByteBuffer.wrap(bytes, from, length));
        }
        return pieces;
    }

    /**
     * {@return bytes in pieces of any size}
     *
     * @param bytes what comes
     * @param random the source of the sizes
     */
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
