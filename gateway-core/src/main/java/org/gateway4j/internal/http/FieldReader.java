package org.gateway4j.internal.http;

import java.util.Arrays;
import org.gateway4j.internal.protocol.AnswerException;
import org.jspecify.annotations.Nullable;

/**
 * Reads header fields of answers of any protocol: validates names and values (RFC 9110 section 5) and makes strings of
 * them. Messages never quote a value. Not safe for use by several threads.
 */
public final class FieldReader {

    private final OctetStringCache strings = new OctetStringCache();
    private String fault = "";

    /**
     * A name, or null if it is not a token. An octet at which some recipient would end the name is an error, because
     * that recipient would see another field.
     */
    public @Nullable String name(byte[] bytes, int from, int to) throws AnswerException {
        if (from == to) {
            throw AnswerException.malformed("response header without a name");
        }
        boolean token = true;
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] <= ' ' || bytes[i] == 0x7F) {
                throw AnswerException.malformed(faultOfName(bytes[i], i - from));
            }
            if (token && !isToken(bytes[i])) {
                fault = faultOfName(bytes[i], i - from);
                token = false;
            }
        }
        return token ? text(bytes, from, to) : null;
    }

    private static String faultOfName(byte octet, int index) {
        return Octets.shown(octet) + " at index " + index + " of a response header's name";
    }

    /** The reason why the last name was null: the octet and its position. */
    public String fault() {
        return fault;
    }

    /**
     * A value, without leading and trailing blanks. An octet that ends a line or a text for some recipient is an error.
     * Any other control character becomes a space, because many servers refuse to send it (RFC 9110 section 5.5).
     */
    public String value(String name, byte[] bytes, int from, int to) throws AnswerException {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        boolean clean = true;
        for (int i = start; i < end; i++) {
            if (isControl(bytes[i])) {
                if (bytes[i] == '\r' || bytes[i] == '\n' || bytes[i] == 0) {
                    throw AnswerException.malformed("control character " + Octets.shown(bytes[i]) + " at index "
                            + (i - start) + " of response header " + name);
                }
                clean = false;
            }
        }
        return clean ? text(bytes, start, end) : withoutControls(bytes, start, end);
    }

    private String withoutControls(byte[] bytes, int from, int to) {
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        for (int i = 0; i < copy.length; i++) {
            if (isControl(copy[i])) {
                copy[i] = ' ';
            }
        }
        return text(copy, 0, copy.length);
    }

    /** The bytes as an octet string, without validation. */
    public String text(byte[] bytes, int from, int to) {
        return strings.get(bytes, from, to - from);
    }

    public static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ' && b != '\t' || b == 0x7F;
    }

    private static boolean isToken(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == '-'
                || b > ' ' && b < 0x7F && "!#$%&'*+.^_`|~".indexOf(b) >= 0;
    }
}
