package org.gateway4j.examples.beside;

/** Writes packets from a container, well formed and not, one octet a character. */
final class AjpPackets {

    /** What stands for a string that there is none of. */
    static final String NULL = number(0xFFFF);

    private static final int SEND_BODY_CHUNK = 3;
    private static final int SEND_HEADERS = 4;
    private static final int END_RESPONSE = 5;
    private static final int GET_BODY_CHUNK = 6;

    private AjpPackets() {}

    /** SEND_HEADERS; fields are made by {@link #field} and its like. */
    static String head(int status, String... fields) {
        return head(status, string(""), fields.length, fields);
    }

    static String head(int status, String phrase, int count, String... fields) {
        return packet(SEND_HEADERS, number(status) + phrase + number(count) + String.join("", fields));
    }

    static String field(String name, String value) {
        return string(name) + string(value);
    }

    /** A field whose name has a code. */
    static String coded(int code, String value) {
        return number(code) + string(value);
    }

    static String body(String data) {
        return packet(SEND_BODY_CHUNK, string(data));
    }

    static String end(boolean reuse) {
        return packet(END_RESPONSE, reuse ? "\u0001" : "\u0000");
    }

    static String getBody(int most) {
        return packet(GET_BODY_CHUNK, number(most));
    }

    static String string(String text) {
        return number(text.length()) + text + "\u0000";
    }

    static String number(int value) {
        return "" + (char) (value >> 8) + (char) (value & 0xFF);
    }

    static String packet(int type, String content) {
        return "AB" + number(content.length() + 1) + (char) type + content;
    }
}
