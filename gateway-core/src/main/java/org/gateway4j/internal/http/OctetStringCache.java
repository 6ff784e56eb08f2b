package org.gateway4j.internal.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes strings of bytes, and reuses a string if the same bytes came lately. The header names of an application, and
 * most of its values, are the same in each answer. Not safe for use by several threads.
 */
final class OctetStringCache {

    private static final int LONGEST = 64;
    private static final int SIZE = 64;

    private final @Nullable String[] recent = new @Nullable String[SIZE];

    String get(byte[] bytes, int offset, int length) {
        if (length > LONGEST) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 16) & SIZE - 1;
        String known = recent[slot];
        if (known != null && isSame(known, bytes, offset, length)) {
            return known;
        }
        String made = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        recent[slot] = made;
        return made;
    }

    private static boolean isSame(String known, byte[] bytes, int offset, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != (bytes[offset + i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
