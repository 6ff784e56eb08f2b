package org.gateway4j;

import java.util.Arrays;

/** Checks of field names and values by RFC 9110 section 5. */
final class HeaderSyntax {

    /** 1 for each octet that no token can hold. */
    private static final byte[] NOT_IN_TOKENS = new byte[256];

    static {
        Arrays.fill(NOT_IN_TOKENS, (byte) 1);
        for (char c = '0'; c <= '9'; c++) {
            NOT_IN_TOKENS[c] = 0;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            NOT_IN_TOKENS[c] = 0;
            NOT_IN_TOKENS[c - 'a' + 'A'] = 0;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            NOT_IN_TOKENS[c] = 0;
        }
    }

    private HeaderSyntax() {}

    static boolean isToken(String text) {
        int bad = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bad |= NOT_IN_TOKENS[c & 0xFF] | c & 0xFF00;
        }
        return bad == 0 && !text.isEmpty();
    }

    static void checkName(String name) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("header name " + MessageText.quoted(name) + " is not an RFC 9110 token");
        }
    }

    static void checkValue(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' || c > 0xFF) && !isControlInValue(c)) {
                throw new IllegalArgumentException("header " + name
                        + ": character U+%04X at index %d of its value %s"
                                .formatted((int) c, i, c > 0xFF ? "is more than one octet" : "is not allowed"));
            }
        }
    }

    /** Whether it is a control character that does no harm within a line. */
    private static boolean isControlInValue(char c) {
        return c < ' ' && c != '\r' && c != '\n' && c != 0;
    }

    /** Refuses control characters. The message does not show the text, which may be secret. */
    static void checkText(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                throw new IllegalArgumentException(
                        "%s: character U+%04X at index %d is not allowed".formatted(what, (int) text.charAt(i), i));
            }
        }
    }
}
