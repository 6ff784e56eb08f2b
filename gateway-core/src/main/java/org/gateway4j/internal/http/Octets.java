package org.gateway4j.internal.http;

import java.nio.charset.StandardCharsets;

/** Octet strings: strings in which each char is one byte, because protocols carry bytes. */
public final class Octets {

    private Octets() {}

    /** The UTF-8 bytes of a text. */
    public static String utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    /** A part of an answer for an error message: quoted, at most 64 bytes, without control characters. */
    public static String printable(byte[] bytes, int offset, int length) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = offset; i < offset + Math.min(length, 64); i++) {
            byte b = bytes[i];
            if (b >= ' ' && b < 0x7F && b != '"' && b != '\\') {
                shown.append((char) b);
            } else {
                shown.append("\\x")
                        .append(Character.forDigit(b >> 4 & 0xF, 16))
                        .append(Character.forDigit(b & 0xF, 16));
            }
        }
        return shown.append(length > 64 ? "…\"" : "\"").toString();
    }

    /** As {@link #printable(byte[], int, int)}, for an octet string. */
    public static String printable(String octets) {
        byte[] bytes = octets.getBytes(StandardCharsets.ISO_8859_1);
        return printable(bytes, 0, bytes.length);
    }

    /** A single octet for a message, where the text around it may be secret: {@code 'a' (0x61)}, {@code 0x1b}. */
    public static String shown(int octet) {
        int value = octet & 0xFF;
        return value > ' ' && value < 0x7F ? "'%c' (0x%02x)".formatted(value, value) : "0x%02x".formatted(value);
    }
}
