package org.gateway4j.internal.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.internal.cgi.ParsedHead.Outcome;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Heads as applications write them, in one piece and in every two and three. */
class ResponseHeadParserTest {

    private static ResponseHead head(int status, String reason, Headers headers) {
        return new ResponseHead(status, reason, headers, -1, null);
    }

    static Stream<Arguments> goldenHeads() {
        return Stream.of(
                arguments("Content-Type: text/html\n\n", head(200, "", Headers.of("Content-Type", "text/html"))),
                arguments(
                        "X-Powered-By: PHP/8.2.29\r\nContent-type: text/html; charset=UTF-8\r\n\r\n",
                        head(
                                200,
                                "",
                                Headers.of("X-Powered-By", "PHP/8.2.29", "Content-type", "text/html; charset=UTF-8"))),
                arguments(
                        "Status: 404 Not Found\r\nContent-type: text/plain\r\n\r\n",
                        head(404, "Not Found", Headers.of("Content-type", "text/plain"))),
                arguments(
                        "Content-Type: a/b\r\nContent-Length: 8\n\r\n",
                        new ResponseHead(200, "", Headers.of("Content-Type", "a/b", "Content-Length", "8"), 8, null)),
                arguments(
                        "Set-Cookie: a=1\nset-cookie: b=2\nSet-Cookie: a=1\n\n",
                        head(200, "", Headers.of("Set-Cookie", "a=1", "set-cookie", "b=2", "Set-Cookie", "a=1"))),
                arguments(
                        "A:1\nB:  2\t \nC: \t3: 4 \nD:\nE: \n\n",
                        head(200, "", Headers.of("A", "1", "B", "2", "C", "3: 4", "D", "", "E", ""))),
                arguments(
                        "!#$%&'*+-.^_`|~9aZ: \u00E4\u00FF\ttab\n\n",
                        head(200, "", Headers.of("!#$%&'*+-.^_`|~9aZ", "\u00E4\u00FF\ttab"))),
                arguments(
                        "HTTP/1.1 503 Slow Down\r\nRetry-After: 3\r\n\r\n",
                        head(503, "Slow Down", Headers.of("Retry-After", "3"))),
                arguments(
                        "Location: /next?a=b\n\n",
                        new ResponseHead(302, "", Headers.of("Location", "/next?a=b"), -1, "/next?a=b")),
                arguments("Status: 204\n\n", head(204, "", Headers.empty())),
                arguments(
                        "Status: 304 Not Modified\nETag: \"x\"\n\n",
                        head(304, "Not Modified", Headers.of("ETag", "\"x\""))));
    }

    @ParameterizedTest
    @MethodSource("goldenHeads")
    void readsAHead(String text, ResponseHead expected) throws AnswerException {
        assertEquals(expected, ParsedHead.of(text));
    }

    @ParameterizedTest
    @MethodSource("goldenHeads")
    void anySplitGivesTheSame(String text, ResponseHead expected) {
        byte[] bytes = (text + "body").getBytes(ISO_8859_1);
        Outcome whole = new Outcome(expected, text.length());
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        for (int a = 0; a <= bytes.length; a++) {
            for (int b = a; b <= bytes.length; b++) {
                assertEquals(whole, Outcome.of(parser, bytes, List.of(a, b, bytes.length)), a + ", " + b);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("goldenHeads")
    void isNeverCompleteBeforeItsLastByte(String text, ResponseHead expected) throws AnswerException {
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        ByteBuffer input = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        for (int i = 1; i < text.length(); i++) {
            assertFalse(parser.read(input, 1), "after byte " + i);
            assertEquals(i, input.position());
            assertEquals(i, parser.size());
        }
        assertTrue(parser.read(input, 1));
        assertEquals(expected, parser.head());
    }

    @Test
    void readsNoMoreThanItMay() throws AnswerException {
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        ByteBuffer input = ByteBuffer.wrap("A: 1\n\nbody".getBytes(ISO_8859_1));
        assertFalse(parser.read(input, 0));
        assertEquals(0, input.position());
        assertFalse(parser.read(input, 3));
        assertEquals(3, input.position());
        assertTrue(parser.read(input, Integer.MAX_VALUE));
        assertEquals(6, input.position());
    }

    @Test
    void readsDirectBuffersAndSlices() throws AnswerException {
        ByteBuffer direct = ByteBuffer.allocateDirect(64);
        direct.position(5).put("A: 1\n\n".getBytes(ISO_8859_1)).flip().position(5);
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        assertTrue(parser.read(direct.slice(), 64));
        assertEquals(Headers.of("A", "1"), parser.head().headers());
    }

    @Test
    void servesOneResponseAfterTheOther() throws AnswerException {
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        byte[] first =
                "Status: 500 Oops\nLocation: /a\nContent-Type: a/b\nContent-Length: 3\nX: 1\n\n".getBytes(ISO_8859_1);
        byte[] second = "X: 2\n\n".getBytes(ISO_8859_1);
        Outcome.of(parser, first, List.of(first.length));
        assertEquals(
                new Outcome(head(200, "", Headers.of("X", "2")), second.length),
                Outcome.of(parser, second, List.of(second.length)));
    }

    /** nginx CVE-2012-1180: what one answer held must not show in the next. */
    @Test
    void forgetsAHeadThatBrokeOff() {
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        byte[] broken = ("Status: 500\nSecret: 1\nSet-Cookie: s=" + "x".repeat(20_000)).getBytes(ISO_8859_1);
        byte[] refused = "Status: 500\nNo colon\n\n".getBytes(ISO_8859_1);
        byte[] next = "A: 1\n\n".getBytes(ISO_8859_1);
        Outcome expected = new Outcome(head(200, "", Headers.of("A", "1")), next.length);
        assertEquals(
                "incomplete", Outcome.of(parser, broken, List.of(broken.length)).headOrMessage());
        assertEquals(expected, Outcome.of(parser, next, List.of(next.length)));
        Outcome.of(parser, refused, List.of(refused.length));
        assertEquals(expected, Outcome.of(parser, next, List.of(next.length)));
    }

    @Test
    void dailyNamesAndValuesAreNotMadeAnew() throws AnswerException {
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        byte[] bytes = "Content-Type: text/html\n\n".getBytes(ISO_8859_1);
        ResponseHead first =
                (ResponseHead) Outcome.of(parser, bytes, List.of(bytes.length)).headOrMessage();
        ResponseHead second =
                (ResponseHead) Outcome.of(parser, bytes, List.of(bytes.length)).headOrMessage();
        assertSame(first.headers().name(0), second.headers().name(0));
        assertSame(first.headers().value(0), second.headers().value(0));
    }

    /** CVE-2014-3583 and the like: a head has a size, to the byte. */
    @Test
    void aHeadMayHaveAsManyBytesAsTheLimitSays() throws AnswerException {
        Limits limits = Limits.defaults().withResponseHead(5000);
        String longest = "X: " + "v".repeat(5000 - 5) + "\n\n";
        assertEquals(5000, longest.length());
        assertEquals(4995, ParsedHead.of(longest, limits).headers().value(0).length());
        assertEquals(
                "response head is larger than limits.responseHead, 5000 bytes",
                ParsedHead.refusal("X: " + "v".repeat(5000 - 4) + "\n\n", limits));
    }

    @Test
    void anEndlessHeadIsGivenUpAtTheLimit() {
        ResponseHeadParser parser = new ResponseHeadParser(Limits.defaults());
        ByteBuffer piece = ByteBuffer.wrap("x".repeat(64 * 1024).getBytes(ISO_8859_1));
        assertThrows(AnswerException.class, () -> {
            for (int i = 0; i < 3; i++) {
                parser.read(piece.clear(), piece.capacity());
            }
        });
        assertEquals(Limits.defaults().responseHead(), parser.size());
    }

    @Test
    void aHeadMayHaveAsManyFieldsAsTheLimitSays() throws AnswerException {
        Limits limits = Limits.defaults().withResponseHeaders(3);
        assertEquals(3, ParsedHead.of("A: 1\nB: 2\nC: 3\n\n", limits).headers().size());
        assertEquals(
                "response has more than limits.responseHeaders, 3, header lines",
                ParsedHead.refusal("A: 1\nB: 2\nC: 3\nD: 4\n\n", limits));
    }

    @Test
    void aLargeHeadWithinTheLimitsIsTaken() throws AnswerException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append("X-").append(i).append(": ").append("v".repeat(200)).append("\r\n");
        }
        assertEquals(500, ParsedHead.of(text + "\r\n").headers().size());
    }
}
