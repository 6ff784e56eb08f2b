package org.gateway4j;

/** Paths as messages and logs show them. */
final class PathText {

    private static final int LONGEST = 256;

    private PathText() {}

    /**
     * Without path parameters, in which session ids stand; the first {@value #LONGEST} chars, everything outside printable
     * ASCII escaped.
     */
    static String of(String path) {
        StringBuilder shown = new StringBuilder();
        int i = 0;
        while (i < path.length() && shown.length() < LONGEST) {
            char c = path.charAt(i);
            if (c == ';' || path.regionMatches(true, i, "%3B", 0, 3)) {
                shown.append(";…");
                int slash = path.indexOf('/', i);
                i = slash < 0 ? path.length() : slash;
            } else {
                append(shown, c);
                i++;
            }
        }
        return i < path.length() ? shown.append('…').toString() : shown.toString();
    }

    private static void append(StringBuilder shown, char c) {
        if (c > ' ' && c < 0x7F) {
            shown.append(c);
        } else {
            shown.append("\\x%02x".formatted((int) c));
        }
    }
}
