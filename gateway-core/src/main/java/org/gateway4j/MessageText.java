package org.gateway4j;

/**
 * Makes text of clients and applications safe for messages and logs: it cannot start a line or control a terminal
 * (CWE-117). An octet is escaped with two hexadecimal digits, any other char with four.
 */
final class MessageText {

    private static final int LONGEST_QUOTE = 64;
    private static final int LONGEST_PATH = 256;
    private static final char DELETE = 0x7F;
    private static final char LAST_CONTROL = 0x9F;

    private MessageText() {}

    /** The text of a whole message, with control characters (C0, DEL, C1) and Unicode's line separators escaped. */
    static String line(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return lineFrom(i, text);
            }
        }
        return text;
    }

    private static String lineFrom(int first, String text) {
        StringBuilder shown = new StringBuilder(text.substring(0, first));
        for (int i = first; i < text.length(); i++) {
            append(shown, text.charAt(i), isControl(text.charAt(i)));
        }
        return shown.toString();
    }

    private static boolean isControl(char c) {
        return c < ' ' && c != '\t' || c >= DELETE && c <= LAST_CONTROL || c == '\u2028' || c == '\u2029';
    }

    /** The text in quotes: at most {@value #LONGEST_QUOTE} chars, everything outside printable ASCII escaped. */
    static String quoted(String text) {
        StringBuilder shown = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            char c = text.charAt(i);
            append(shown, c, c < ' ' || c >= DELETE);
        }
        return shown.append(text.length() > LONGEST_QUOTE ? "…\"" : "\"").toString();
    }

    /**
     * A path without its parameters, which may hold session ids: at most {@value #LONGEST_PATH} chars, blanks and everything
     * outside printable ASCII escaped.
     */
    static String path(String path) {
        StringBuilder shown = new StringBuilder();
        int i = 0;
        while (i < path.length() && shown.length() < LONGEST_PATH) {
            char c = path.charAt(i);
            if (c == ';' || path.regionMatches(true, i, "%3B", 0, 3)) {
                shown.append(";…");
                int slash = path.indexOf('/', i);
                i = slash < 0 ? path.length() : slash;
            } else {
                append(shown, c, c <= ' ' || c >= DELETE);
                i++;
            }
        }
        return i < path.length() ? shown.append('…').toString() : shown.toString();
    }

    private static void append(StringBuilder shown, char c, boolean escaped) {
        if (escaped) {
            shown.append((c > 0xFF ? "\\u%04x" : "\\x%02x").formatted((int) c));
        } else {
            shown.append(c);
        }
    }
}
