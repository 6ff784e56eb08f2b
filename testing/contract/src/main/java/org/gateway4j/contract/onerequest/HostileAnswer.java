package org.gateway4j.contract.onerequest;

import org.gateway4j.testkit.Bytes;

/** Answers that are none, and what the failure must say of each. */
public enum HostileAnswer {
    /** Nothing at all. */
    NOTHING("", "after 0 bytes of the response head"),
    /** The end comes within a line. */
    END_WITHIN_THE_HEAD("Content-Type: text", "after 18 bytes of the response head"),
    /** The end comes before the empty line. */
    NO_EMPTY_LINE("Content-Type: text/html\r\n", "after 25 bytes of the response head"),
    /** The first line is empty. */
    NO_HEADER("\r\n", "response head has no header line"),
    /** A page without a head. */
    NO_COLON("<html>\n", "no colon in line 1 of the response head"),
    /** The answer of a server of FastCGI. */
    FASTCGI("\u0001\u0006\u0000\u0001\u0000\u0004\u0000\u0000A: b\n\n", "response header's name"),
    /** A line that begins with its colon. */
    NO_NAME(": b\n", "no name in line 1"),
    /** A name that is two words. */
    NAME_WITH_BLANK("A b: c\n", "0x20 at index 1 of a response header's name"),
    /** A folded field. */
    CONTINUED_LINE("A: b\n c: d\n", "continuation in line 2"),
    /** A NUL in a value. */
    CONTROL_CHARACTER("A: b\0c\n", "control character 0x00 at index 1 of response header A"),
    /** A CR that ends no line. */
    BARE_CR("A: b\rSet-Cookie: c\n", "control character 0x0d"),
    /** A status without a number. */
    STATUS_WITHOUT_NUMBER("Status: OK\n\n", "response status has 0 digits"),
    /** A status line without a number. */
    STATUS_LINE_WITHOUT_NUMBER("HTTP/1.1 OK\r\n\r\n", "response status has 0 digits"),
    /** A status of four digits. */
    STATUS_OF_FOUR_DIGITS("HTTP/1.1 2000 OK\r\n\r\n", "response status has 4 digits"),
    /** An interim response and nothing after it. */
    INTERIM_AND_NO_HEAD("HTTP/1.1 100 Continue\r\n\r\n", "bytes of the response head"),
    /** A protocol that nobody has offered to switch to. */
    SWITCH_OF_PROTOCOLS("HTTP/1.1 101 Switching Protocols\r\n\r\n", "response status 101"),
    /** Two lengths. */
    TWO_LENGTHS("Content-Length: 1\nContent-Length: 2\n\n", "Content-Length occurs twice"),
    /** A length below zero. */
    NEGATIVE_LENGTH("Content-Length: -1\n\n", "Content-Length has '-' (0x2d) at index 0"),
    /** A length beyond all numbers. */
    HUGE_LENGTH("Content-Length: 99999999999999999999\n\n", "Content-Length has 20 digits"),
    /** More fields than are allowed. */
    TOO_MANY_FIELDS("A: b\n".repeat(501), "more than limits.responseHeaders, 500"),
    /** A larger head than is allowed. */
    TOO_LARGE_A_HEAD(
            "A: " + "b".repeat(131_100) + "\n\n", "response head is larger than limits.responseHead, 131072 bytes");

    private final String text;
    private final String message;

    HostileAnswer(String text, String message) {
        this.text = text;
        this.message = message;
    }

    /** {@return what the application sends before it closes the connection} */
    public byte[] bytes() {
        return Bytes.of(text);
    }

    /** {@return what the message of the failure contains} */
    public String message() {
        return message;
    }
}
