package org.gateway4j.internal.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.gateway4j.Limits;
import org.gateway4j.internal.cgi.ParsedHead.Outcome;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is not a head is a failure of the application with a message that says what is wrong with it: never guessed at, never
 * skipped, never taken for the body, and never quoted, since it may be secret. A backend that can be talked into writing line ends into a header must not be able
 * to split the response (CVE-2023-38709, CVE-2024-24795, CVE-2024-42516).
 */
class ResponseHeadRefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\n'                         | response head has no header line",
                "'\r\n'                       | response head has no header line",
                "'\n\nA: 1\n\n'               | response head has no header line",
                "'<html>\n\n'                 | no colon in line 1 of the response head: 6 bytes, the first of them '<' (0x3c)",
                "'A: 1\nhello world\n\n'      | no colon in line 2 of the response head: 11 bytes, the first of them 'h' (0x68)",
                "'Location\r\n\n\n'           | no colon in line 1 of the response head: 8 bytes, the first of them 'L' (0x4c)",
                "': v\n\n'                    | no name in line 1 of the response head: 3 bytes, the first of them ':' (0x3a)",
                "'A : 1\n\n'                  | 0x20 at index 1 of a response header's name",
                "'A\t: 1\n\n'                 | 0x09 at index 1 of a response header's name",
                "'{a:1}\n\n'                  | '{' (0x7b) at index 0 of a response header's name, in its first line",
                "'\u00C4: 1\n\n'              | 0xc4 at index 0 of a response header's name, in its first line",
                "'A: 1\nB\u00C4 c: 1\n\n'     | 0x20 at index 2 of a response header's name",
                "'A: 1\n b\n\n'               | no colon in line 2 of the response head: 2 bytes, the first of them 0x20",
                "'A: 1\n\tb: c\n\n'           | continuation in line 2 of the response head: 5 bytes, the first of them 0x09",
                "' A: 1\n\n'                  | continuation in line 1 of the response head: 5 bytes, the first of them 0x20",
                "'A: 1\r\r\n\n'               | control character 0x0d at index 1 of response header A",
                "'A: 1\rSet-Cookie: s=1\n\n'  | control character 0x0d at index 1 of response header A",
                "'A: 1\n\r\r\n'               | no colon in line 2 of the response head: 1 bytes, the first of them 0x0d",
                "'HTTP/1.1\n\n'               | response status has 0 digits before 'H' (0x48), not three from 100 on",
                "'HTTP/\n\n'                  | no colon in line 1 of the response head: 5 bytes, the first of them 'H' (0x48)",
                "'HTTP/1.1  200 OK\n\n'       | response status has 0 digits before 0x20, not three from 100 on",
                "'HTTP/1.1 30\n\n'            | response status has 2 digits, not three from 100 on",
                "'HTTP/1.1 30 x\n\n'          | response status has 2 digits before 0x20, not three from 100 on",
                "'http/1.1 200 OK\n\n'        | no colon in line 1 of the response head: 15 bytes, the first of them 'h' (0x68)",
                "'A: 1\nHTTP/1.1 200 OK\n\n'  | no colon in line 2 of the response head: 15 bytes, the first of them 'H' (0x48)",
                "'HTTP/1.1 100 Go\n\nbody\n\n' | no colon in line 2 of the response head: 4 bytes, the first of them 'b' (0x62)",
                "'Status: 103\n\n\n'          | response head has no header line",
                "'Status: OK\n\n'             | response status has 0 digits before 'O' (0x4f), not three from 100 on",
                "'Status: 20\n\n'             | response status has 2 digits, not three from 100 on",
                "'Status: 2000\n\n'           | response status has 4 digits, not three from 100 on",
                "'Status: -20\n\n'            | response status has 0 digits before '-' (0x2d), not three from 100 on",
                "'Status: +20\n\n'            | response status has 0 digits before '+' (0x2b), not three from 100 on",
                "'Status: 0x1\n\n'            | response status has 1 digits before 'x' (0x78), not three from 100 on",
                "'Status: 101 Switch\n\n'     | response status 101, which is not final",
                "'Status: 000\n\n'            | response status has 3 digits, not three from 100 on",
                "'Content-Length: 1\nContent-Length: 2\n\n' | response header Content-Length occurs twice, with different values",
                "'Content-Length: 1, 1\n\n'   | response Content-Length has ',' (0x2c) at index 1, which is no digit",
                "'Content-Length: -1\n\n'     | response Content-Length has '-' (0x2d) at index 0, which is no digit",
                "'Content-Length: +1\n\n'     | response Content-Length has '+' (0x2b) at index 0, which is no digit",
                "'Content-Length: 0x1\n\n'    | response Content-Length has 'x' (0x78) at index 1, which is no digit",
                "'Content-Length: 1\u00011\n\n' | response Content-Length has 0x20 at index 1, which is no digit",
                "'Content-Length: 1 1\n\n'    | response Content-Length has 0x20 at index 1, which is no digit",
                "'Content-Length: 9999999999999999999\n\n' | response Content-Length has 19 digits; 18 are the most"
            })
    void saysWhatIsWrong(String text, String message) {
        assertEquals(message, ParsedHead.refusal(text));
    }

    static IntStream controlCharacters() {
        return IntStream.concat(IntStream.range(0, ' '), IntStream.of(0x7F));
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void aControlCharacterInANameIsRefused(int c) {
        String message = ParsedHead.refusal("X-A" + (char) c + "b: v\n\n");
        assertEquals(
                c == '\n'
                        ? "no colon in line 1 of the response head: 3 bytes, the first of them 'X' (0x58)"
                        : "0x%02x at index 3 of a response header's name".formatted(c),
                message);
    }

    /** What some recipient takes for the end of a line or of a text (RFC 9110 section 5.5). */
    @ParameterizedTest
    @Covers("fastcgi/response-splitting")
    @CsvSource({"0x00", "0x0d"})
    void anOctetThatMayEndAValueIsRefused(int c) {
        String text = "X: a" + (char) c + "b\n\n";
        assertEquals("control character 0x%02x at index 1 of response header X".formatted(c), ParsedHead.refusal(text));
        ParsedHead.refusal("HTTP/1.1 200 O" + (char) c + "K\n\n");
        ParsedHead.refusal("Status: 200 O" + (char) c + "K\n\n");
    }

    @Test
    void aRefusalIsPrintableAndBounded() {
        String message = ParsedHead.refusal("\u0001\u001B[31m" + "\u00FF".repeat(10_000) + "\n\n");
        assertTrue(message.length() < 100, message);
        assertTrue(message.chars().allMatch(c -> c >= ' ' && c < 0x7F), message);
    }

    @ParameterizedTest
    @CsvSource({"'A: 1\r'", "'A: 1\r\n\r'", "'A: 1\n'", "'A'", "''", "'HTTP/1.1 200 OK\r\n'", "'Status: 200'"})
    void anEndBeforeTheBlankLineIsNoHead(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        Outcome outcome = Outcome.of(new ResponseHeadParser(Limits.defaults()), bytes, List.of(bytes.length));
        assertEquals(new Outcome("incomplete", bytes.length), outcome);
    }
}
