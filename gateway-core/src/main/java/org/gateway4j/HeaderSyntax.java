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

    /** In {@link #IN_VALUES}: a control character that does no harm within a line. */
    private static final byte CONTROL = 1;

    /** In {@link #IN_VALUES}: an octet that no value can hold. */
    private static final byte FORBIDDEN = 2;

    /** What each octet means in a value; 0 for all that RFC 9110 section 5.5 allows. */
    private static final byte[] IN_VALUES = new byte[256];

    static {
        Arrays.fill(IN_VALUES, 0, ' ', CONTROL);
        IN_VALUES['\t'] = 0;
        IN_VALUES[0x7F] = CONTROL;
        IN_VALUES['\r'] = FORBIDDEN;
        IN_VALUES['\n'] = FORBIDDEN;
        IN_VALUES[0] = FORBIDDEN;
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

    /**
     * Refuses CR, LF, NUL and what is more than one octet. The table decides about the whole value; only a value at fault is
     * searched for the character.
     *
     * @return whether the value holds a control character other than a tab
     */
    static boolean checkValue(String name, String value) {
        int found = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            found |= IN_VALUES[c & 0xFF] | c & 0xFF00;
        }
        if (found > CONTROL) {
            throw impossible(name, value);
        }
        return found != 0;
    }

    private static IllegalArgumentException impossible(String name, String value) {
        int at = 0;
        while (value.charAt(at) <= 0xFF && IN_VALUES[value.charAt(at)] <= CONTROL) {
            at++;
        }
        char c = value.charAt(at);
        return new IllegalArgumentException("header " + name
                + ": character U+%04X at index %d of its value %s"
                        .formatted((int) c, at, c > 0xFF ? "is more than one octet" : "is not allowed"));
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
