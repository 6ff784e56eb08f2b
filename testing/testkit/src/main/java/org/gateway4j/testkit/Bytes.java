package org.gateway4j.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Contents for bodies. */
public final class Bytes {

    private Bytes() {}

    /** The bytes of a text. */
    public static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The text of bytes. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** So many bytes that look like nothing else: the same for the same seed. */
    public static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
