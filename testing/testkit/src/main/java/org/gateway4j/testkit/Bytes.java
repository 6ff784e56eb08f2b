package org.gateway4j.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Contents for bodies. */
public final class Bytes {

    private Bytes() {}

    /**
     * {@return the bytes of a text}
     *
     * @param text one byte a character
     */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return the text of bytes, one character each}
     *
     * @param bytes of any value
     */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /**
     * {@return bytes that look like nothing else, the same for the same seed}
     *
     * @param size how many
     * @param seed of the generator
     */
    public static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
