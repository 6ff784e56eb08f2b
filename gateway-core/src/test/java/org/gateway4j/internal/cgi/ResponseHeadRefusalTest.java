package org.gateway4j.internal.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.gateway4j.Limits;
import org.gateway4j.internal.cgi.ParsedHead.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is not a head is a failure of the application with a message that says what was read: never guessed at, never
 * skipped, never taken for the body. A backend that can be talked into writing line ends into a header must not be able
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
                "'<html>\n\n'                 | no colon in response header line \"<html>\"",
                "'A: 1\nhello world\n\n'      | no colon in response header line \"hello world\"",
                "'Location\r\n\n\n'           | no colon in response header line \"Location\"",
                "': v\n\n'                    | response header line without a name: \": v\"",
                "'A : 1\n\n'                  | response header name is not a token: \"A \"",
                "'A\t: 1\n\n'                 | response header name is not a token: \"A\\x09\"",
                "'A(b): 1\n\n'                | response header name is not a token: \"A(b)\"",
                "'\u00C4: 1\n\n'              | response header name is not a token: \"\\xc4\"",
                "'A: 1\n b\n\n'               | no colon in response header line \" b\"",
                "'A: 1\n\tb: c\n\n'           | continued response header line \"\\x09b: c\"",
                "' A: 1\n\n'                  | continued response header line \" A: 1\"",
                "'A: 1\r\r\n\n'               | control character 0x0d at index 1 of response header \"A\"",
                "'A: 1\rSet-Cookie: s=1\n\n'  | control character 0x0d at index 1 of response header \"A\"",
                "'A: 1\n\r\r\n'               | no colon in response header line \"\\x0d\"",
                "'HTTP/1.1\n\n'               | no status in \"HTTP/1.1\"",
                "'HTTP/\n\n'                  | no colon in response header line \"HTTP/\"",
                "'HTTP/1.1  200 OK\n\n'       | response status \" 200 OK\" is not three digits",
                "'HTTP/1.1 30\n\n'            | response status \"30\" is not three digits",
                "'HTTP/1.1 30 x\n\n'          | response status \"30 x\" is not three digits",
                "'http/1.1 200 OK\n\n'        | no colon in response header line \"http/1.1 200 OK\"",
                "'A: 1\nHTTP/1.1 200 OK\n\n'  | no colon in response header line \"HTTP/1.1 200 OK\"",
                "'HTTP/1.1 100 Continue\n\n'  | response status 100, but interim responses are not supported",
                "'Status: OK\n\n'             | response status \"OK\" is not three digits",
                "'Status: 20\n\n'             | response status \"20\" is not three digits",
                "'Status: 2000\n\n'           | response status \"2000\" is not three digits",
                "'Status: 200OK\n\n'          | response status \"200OK\" is not three digits",
                "'Status: -20\n\n'            | response status \"-20\" is not three digits",
                "'Status: +20\n\n'            | response status \"+20\" is not three digits",
                "'Status: 0x1\n\n'            | response status \"0x1\" is not three digits",
                "'Status: 101 Switch\n\n'     | response status 101, but interim responses are not supported",
                "'Status: 000\n\n'            | response status 0, but interim responses are not supported",
                "'Status: 200\nstatus: 404\n\n' | response header status occurs twice, as \"200\" and \"404\"",
                "'HTTP/1.0 200 OK\nStatus: 404\n\n' | response header Status occurs twice, as \"200 OK\" and \"404\"",
                "'Location: /a\nlocation: /b\n\n' | response header location occurs twice, as \"/a\" and \"/b\"",
                "'Content-Type: a\nContent-Type: b\n\n' | response header Content-Type occurs twice, as \"a\" and \"b\"",
                "'Content-Length: 1\nContent-Length: 2\n\n' | response header Content-Length occurs twice, as \"1\" and \"2\"",
                "'Content-Length: 1, 1\n\n'   | response Content-Length \"1, 1\" is not a length",
                "'Content-Length: -1\n\n'     | response Content-Length \"-1\" is not a length",
                "'Content-Length: +1\n\n'     | response Content-Length \"+1\" is not a length",
                "'Content-Length: 0x1\n\n'    | response Content-Length \"0x1\" is not a length",
                "'Content-Length: 1 1\n\n'    | response Content-Length \"1 1\" is not a length",
                "'Content-Length: 9999999999999999999\n\n' | response Content-Length \"9999999999999999999\" is not a length"
            })
    void saysWhatWasRead(String text, String message) {
        assertEquals(message, ParsedHead.refusal(text));
    }

    static IntStream controlCharacters() {
        return IntStream.concat(IntStream.range(0, ' '), IntStream.of(0x7F));
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void aControlCharacterInANameIsRefused(int c) {
        String message = ParsedHead.refusal("X-A" + (char) c + "b: v\n\n");
        assertTrue(message.startsWith(c == '\n' ? "no colon" : "response header name is not a token"), message);
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void aControlCharacterInAValueIsRefused(int c) throws AnswerException {
        String text = "X: a" + (char) c + "b\n\n";
        if (c == '\t') {
            assertEquals("a\tb", ParsedHead.of(text).headers().first("X"));
            return;
        }
        String expected = c == '\n'
                ? "no colon in response header line \"b\""
                : "control character 0x%02x at index 1 of response header \"X\"".formatted(c);
        assertEquals(expected, ParsedHead.refusal(text));
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void aControlCharacterInAReasonIsRefused(int c) throws AnswerException {
        if (c == '\t') {
            assertEquals("O\tK", ParsedHead.of("HTTP/1.1 200 O\tK\n\n").reason());
            return;
        }
        ParsedHead.refusal("HTTP/1.1 200 O" + (char) c + "K\n\n");
        ParsedHead.refusal("Status: 200 O" + (char) c + "K\n\n");
    }

    @Test
    void aRefusalIsPrintableAndBounded() {
        String message = ParsedHead.refusal("\u0001\u001B[31m" + "\u00FF".repeat(10_000) + "\n\n");
        assertTrue(message.length() < 400, message);
        assertTrue(message.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '…'), message);
    }

    @ParameterizedTest
    @CsvSource({"'A: 1\r'", "'A: 1\r\n\r'", "'A: 1\n'", "'A'", "''", "'HTTP/1.1 200 OK\r\n'", "'Status: 200'"})
    void anEndBeforeTheBlankLineIsNoHead(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        Outcome outcome = Outcome.of(new ResponseHeadParser(Limits.defaults()), bytes, List.of(bytes.length));
        assertEquals(new Outcome("incomplete", bytes.length), outcome);
    }
}
