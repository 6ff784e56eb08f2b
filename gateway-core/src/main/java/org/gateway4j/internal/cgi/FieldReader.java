package org.gateway4j.internal.cgi;

/**
 * Reads header fields of answers: checks names and values, whatever protocol brings them (RFC 9110 section 5), and makes
 * strings of them. Not safe for use by several threads.
 */
public final class FieldReader {

    private final OctetStringCache strings = new OctetStringCache();

    /** A name. */
    public String name(byte[] bytes, int from, int to) throws AnswerException {
        for (int i = from; i < to; i++) {
            if (!isToken(bytes[i])) {
                throw AnswerException.malformed(
                        "response header name is not a token: " + Octets.printable(bytes, from, to - from));
            }
        }
        if (from == to) {
            throw AnswerException.malformed("response header without a name");
        }
        return text(bytes, from, to);
    }

    /** A value, without the blanks around it. */
    public String value(String name, byte[] bytes, int from, int to) throws AnswerException {
        int start = from;
        int end = to;
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (isControl(bytes[i])) {
                throw AnswerException.malformed("control character 0x%02x at index %d of response header %s"
                        .formatted(bytes[i], i - start, Octets.printable(name)));
            }
        }
        return text(bytes, start, end);
    }

    /** Bytes as they are. */
    public String text(byte[] bytes, int from, int to) {
        return strings.get(bytes, from, to - from);
    }

    static boolean isBlank(byte b) {
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
