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

    /** In one piece, in two pieces at each place, and byte by byte. */
    public static Stream<List<ByteBuffer>> of(byte[] bytes) {
        Stream<List<ByteBuffer>> two = IntStream.range(0, bytes.length).mapToObj(at -> at(bytes, at));
        return Stream.concat(two, Stream.of(single(bytes)));
    }

    /** In two pieces. */
    public static List<ByteBuffer> at(byte[] bytes, int place) {
        return List.of(ByteBuffer.wrap(bytes, 0, place), ByteBuffer.wrap(bytes, place, bytes.length - place));
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
