package org.gateway4j.fastcgi;

import static org.gateway4j.contract.fastcgi.Records.END_REQUEST;
import static org.gateway4j.contract.fastcgi.Records.STDOUT;
import static org.gateway4j.contract.fastcgi.Records.end;
import static org.gateway4j.contract.fastcgi.Records.join;
import static org.gateway4j.contract.fastcgi.Records.record;
import static org.gateway4j.contract.fastcgi.Records.stdout;

import java.util.function.IntFunction;
import org.gateway4j.contract.fastcgi.Records;
import org.gateway4j.testkit.Bytes;

/** Answers that are none, and what the failure must say of each. */
@SuppressWarnings("ImmutableEnumChecker") // The functions hold no state.
public enum MalformedAnswer {
    VERSION_0(id -> record(0, STDOUT, id, Bytes.of("x"), 0), "version is 0"),
    VERSION_2(id -> record(2, STDOUT, id, Bytes.of("x"), 0), "version is 2"),
    HTTP(id -> Bytes.of("HTTP/1.1 400 Bad Request\r\n\r\n"), "version is 72, not 1; it begins \"H"),
    TEXT(id -> Bytes.of("Content-Type: text/html\r\n\r\n"), "not a FastCGI record"),
    ID_OF_ANOTHER_REQUEST(id -> stdout(id + 1, "A: b\n\n"), "STDOUT record of request"),
    ID_0(id -> stdout(0, "A: b\n\n"), "STDOUT record of request 0, expected "),
    STDERR_OF_ANOTHER_REQUEST(id -> Records.stderr(id + 256, "oops"), "STDERR record of request"),
    END_OF_ANOTHER_REQUEST(id -> end(id + 1), "END_REQUEST record of request"),
    BEGIN_REQUEST(id -> record(1, id, new byte[8], 0), "unexpected record of type 1 (BEGIN_REQUEST) and 8 bytes"),
    ABORT_REQUEST(id -> record(2, id, new byte[0], 0), "unexpected record of type 2 (ABORT_REQUEST) and 0 bytes"),
    PARAMS(id -> record(4, id, new byte[0], 0), "unexpected record of type 4 (PARAMS)"),
    STDIN(id -> record(5, id, Bytes.of("x"), 0), "unexpected record of type 5 (STDIN) and 1 bytes"),
    DATA(id -> record(8, id, new byte[0], 0), "unexpected record of type 8 (DATA)"),
    GET_VALUES_RESULT(id -> record(10, 0, new byte[0], 0), "unexpected record of type 10 (GET_VALUES_RESULT)"),
    UNKNOWN_TYPE(id -> record(11, 0, new byte[8], 0), "unexpected record of type 11 (UNKNOWN_TYPE)"),
    TYPE_0(id -> record(0, id, new byte[0], 0), "unexpected record of type 0 (UNDEFINED)"),
    TYPE_12(id -> record(12, id, new byte[9], 0), "unexpected record of type 12 (UNDEFINED) and 9 bytes"),
    TYPE_255(id -> record(255, id, new byte[0], 0), "unexpected record of type 255"),
    END_WITHOUT_CONTENT(id -> record(END_REQUEST, id, new byte[0], 0), "END_REQUEST record of 0 bytes, expected 8"),
    END_TOO_LONG(id -> record(END_REQUEST, id, new byte[9], 0), "END_REQUEST record of 9 bytes, expected 8"),
    END_BEFORE_THE_HEAD(id -> end(id), "after 0 bytes of an incomplete response head"),
    END_WITHIN_THE_HEAD(
            id -> join(stdout(id, "Content-Type: text"), end(id, 9, 0)),
            "END_REQUEST (application status 9) after 18 bytes of an incomplete response head"),
    EMPTY_STDOUT_WITHIN_THE_HEAD(
            id -> join(stdout(id, "A: b\n"), record(STDOUT, id, new byte[0], 0), end(id)), "incomplete response head"),
    UNDEFINED_PROTOCOL_STATUS(id -> end(id, 0, 4), "undefined protocol status 4"),
    OVERLOADED_AFTER_OUTPUT(id -> join(stdout(id, "A: b"), end(id, 0, 2)), "protocol status OVERLOADED after output"),
    NO_HEADER(id -> stdout(id, "\r\n"), "response head has no header line"),
    NO_COLON(id -> stdout(id, "<html>\n"), "no colon in line 1 of the response head"),
    NO_NAME(id -> stdout(id, ": b\n"), "no name in line 1"),
    NAME_WITH_BLANK(id -> stdout(id, "A b: c\n"), "0x20 at index 1 of a response header's name"),
    CONTINUED_LINE(id -> stdout(id, "A: b\n c: d\n"), "continuation in line 2"),
    CONTROL_CHARACTER(id -> stdout(id, "A: b\0c\n"), "control character 0x00 at index 1 of response header A"),
    BARE_CR(id -> stdout(id, "A: b\rSet-Cookie: c\n"), "control character 0x0d"),
    STATUS_WITHOUT_NUMBER(id -> stdout(id, "Status: OK\n\n"), "response status has 0 digits"),
    STATUS_OF_FOUR_DIGITS(id -> stdout(id, "Status: 2000\n\n"), "response status has 4 digits"),
    INTERIM_AND_NO_HEAD(id -> stdout(id, "Status: 103 Early Hints\n\nbody\n"), "no colon in line 2"),
    SWITCH_OF_PROTOCOLS(id -> stdout(id, "Status: 101 Switching\n\n"), "response status 101"),
    TWO_LENGTHS(id -> stdout(id, "Content-Length: 1\nContent-Length: 2\n\n"), "Content-Length occurs twice"),
    NEGATIVE_LENGTH(id -> stdout(id, "Content-Length: -1\n\n"), "Content-Length has '-' (0x2d) at index 0"),
    HUGE_LENGTH(id -> stdout(id, "Content-Length: 99999999999999999999\n\n"), "Content-Length has 20 digits"),
    TOO_MANY_FIELDS(id -> stdout(id, "A: b\n".repeat(501)), "more than limits.responseHeaders, 500"),
    TOO_LARGE_A_HEAD(
            id -> stdout(id, Bytes.of("A: " + "b".repeat(131_100) + "\n\n")),
            "response head is larger than limits.responseHead, 131072 bytes");

    private final IntFunction<byte[]> bytes;
    private final String message;

    MalformedAnswer(IntFunction<byte[]> bytes, String message) {
        this.bytes = bytes;
        this.message = message;
    }

    /** What the application sends in answer to a request with that id. */
    public byte[] bytes(int id) {
        return bytes.apply(id);
    }

    /** What the message of the failure contains. */
    public String message() {
        return message;
    }
}
