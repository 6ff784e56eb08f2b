package org.gateway4j.internal.http;

/** Percent-encoded text (RFC 3986 section 2.1) as octet strings. */
public final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes once.
     *
     * @throws IllegalArgumentException if an escape is malformed, or stands for NUL, which ends texts in most programs;
     *     the message does not show the text
     */
    public static String decode(String raw) {
        if (raw.indexOf('%') < 0) {
            return raw;
        }
        StringBuilder decoded = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                c = escaped(raw, i);
                i += 2;
            }
            decoded.append(c);
        }
        return decoded.toString();
    }

    private static char escaped(String raw, int index) {
        int high = index + 2 < raw.length() ? Character.digit(raw.charAt(index + 1), 16) : -1;
        int low = index + 2 < raw.length() ? Character.digit(raw.charAt(index + 2), 16) : -1;
        if (high < 0 || low < 0) {
            throw new IllegalArgumentException("a broken escape");
        }
        if (high == 0 && low == 0) {
            throw new IllegalArgumentException("an escaped NUL");
        }
        return (char) (high << 4 | low);
    }
}
