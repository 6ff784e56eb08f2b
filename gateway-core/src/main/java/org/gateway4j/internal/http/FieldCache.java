package org.gateway4j.internal.http;

import java.util.Arrays;
import org.gateway4j.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Caches the encoded header fields of the last response on a connection, each with its terminator. Most answers of an
 * application begin with the same fields. These fields need not be parsed, validated and decoded again. Not safe for
 * use by several threads.
 */
public final class FieldCache {

    private static final int MOST = 16;
    private static final int LONGEST = 256;

    /** A field and its encoded bytes. */
    public static final class Encoded {

        private final byte[] bytes;
        private final Headers.Field field;

        private Encoded(byte[] bytes, Headers.Field field) {
            this.bytes = bytes;
            this.field = field;
        }

        /** The field. */
        public Headers.Field field() {
            return field;
        }

        /** The number of encoded bytes. */
        public int length() {
            return bytes.length;
        }
    }

    private final @Nullable Encoded[] recent = new @Nullable Encoded[MOST];

    /**
     * The field with that number in the last response, or null if these bytes do not begin with the same encoded field.
     */
    public @Nullable Encoded get(int number, byte[] bytes, int start, int end) {
        Encoded known = number < MOST ? recent[number] : null;
        if (known == null || known.length() > end - start) {
            return null;
        }
        boolean same = Arrays.equals(known.bytes, 0, known.length(), bytes, start, start + known.length());
        return same ? known : null;
    }

    /** Stores a field that was read from all of these bytes. */
    public void put(int number, byte[] bytes, int start, int end, Headers.Field field) {
        if (number < MOST && end - start <= LONGEST) {
            recent[number] = new Encoded(Arrays.copyOfRange(bytes, start, end), field);
        }
    }
}
