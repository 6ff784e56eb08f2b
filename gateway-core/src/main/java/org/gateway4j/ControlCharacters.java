package org.gateway4j;

/**
 * Makes text of clients and applications safe for logs and messages: none of it starts a line or speaks to a terminal
 * (CWE-117).
 */
final class ControlCharacters {

    private static final char DELETE = 0x7F;
    private static final char LAST = 0x9F;

    private ControlCharacters() {}

    /** The same text with each control character (C0, DEL, C1) and each separator of Unicode lines as its code. */
    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return escapeFrom(i, text);
            }
        }
        return text;
    }

    private static String escapeFrom(int first, String text) {
        StringBuilder escaped = new StringBuilder(text.substring(0, first));
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\t' || c >= DELETE && c <= LAST || c == '\u2028' || c == '\u2029';
    }
}
