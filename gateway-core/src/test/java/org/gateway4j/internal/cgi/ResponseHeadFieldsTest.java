package org.gateway4j.internal.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What header fields mean: RFC 3875 sections 6.2 and 6.3. */
class ResponseHeadFieldsTest {

    @ParameterizedTest
    @CsvSource({
        "'A: 1\n\n',                               200, ''",
        "'Status: 200\n\n',                        200, ''",
        "'Status: 200 \n\n',                       200, ''",
        "'Status:404 Not Found\n\n',               404, Not Found",
        "'status: 404   Gone  Away \n\n',          404, Gone  Away",
        "'STATUS: 599 x\n\n',                      599, x",
        "'Status: 999\n\n',                        999, ''",
        "'Status: \nA: 1\n\n',                     200, ''",
        "'Status: 500\nStatus: 500\n\n',           500, ''",
        "'A: 1\nStatus: 201 Created\n\n',          201, Created",
        "'HTTP/1.0 304 Not Modified\n\n',          304, Not Modified",
        "'HTTP/2 200\n\n',                         200, ''",
        "'HTTP/1.1 200 OK\nStatus: 200 OK\n\n',    200, OK",
        "'Status: 404: Not Found\n\n',             404, Not Found",
        "'Status: 404Not Found\n\n',               404, Not Found",
        "'Status: 404, Not Found\n\n',             404, Not Found",
        "'Status: 404\tNot Found\n\n',             404, Not Found",
        "'Status: 404 a\nStatus: 500 b\n\n',       404, a",
        "'Status:\nStatus: 500 b\n\n',             500, b",
        "'HTTP/1.1 200 OK\nStatus: 404 No\n\n',    404, No",
        "'HTTP/1.1\nStatus: 404 No\n\n',           404, No",
        "'HTTP/1.1 404 N\u007fo\n\n',              404, N o",
        "'Location:\n\n',                          200, ''",
        "'Status: 302\nLocation:\n\n',             302, ''",
        "'Location: http://h/\n\n',                302, ''",
        "'Status: 201\nLocation: /new\n\n',        201, ''",
        "'Location: /new\nStatus: 307 Temp\n\n',   307, Temp"
    })
    void theStatus(String text, int status, String reason) throws AnswerException {
        ResponseHead head = ParsedHead.of(text);
        assertEquals(status, head.status());
        assertEquals(reason, head.reason());
        assertNull(head.headers().first("Status"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/next", "/next?a=b&c", "/", "/%2e%2e/x", "/a//b", "/?", "/\u00E4"})
    void aLoneLocationWithAPathIsALocalRedirect(String path) throws AnswerException {
        ResponseHead head = ParsedHead.of("Location: " + path + "\r\n\r\n");
        assertEquals(path, head.localRedirect());
        assertEquals(302, head.status());
        assertEquals(Headers.of("Location", path), head.headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Location: http://h/next\n",
                "Location: //h/next\n",
                "Location: next\n",
                "Location: ?a\n",
                "Location: /next\nStatus: 302\n",
                "Status: 302 Found\nLocation: /next\n",
                "HTTP/1.1 302 Found\nLocation: /next\n",
                "Location: /next\nContent-Type: text/html\n",
                "Location: /next\nContent-Length: 0\n",
                "Location: /next\nSet-Cookie: a=1\n",
                "Location: /next\nX-Accel-Redirect: /y\n",
                "Location: /next\nLocation: /next\n",
                "Location: /next#fragment\n",
                "Location: /next page\n",
                "Location: /a\tb\n",
                "Location: \nA: 1\n"
            })
    void anythingElseIsNoLocalRedirect(String text) throws AnswerException {
        assertNull(ParsedHead.of(text + "\n").localRedirect());
    }

    @Test
    void aLocalRedirectCanAlwaysBeRequested() throws AnswerException {
        for (char c = ' '; c <= 0xFF; c++) {
            String path = ParsedHead.of("Location: /a" + c + "b\n\n").localRedirect();
            if (path != null) {
                assertEquals(path, GatewayRequest.get(path).build().target());
            }
        }
    }

    @Test
    void aRepeatedFieldOfCgiCountsOnce() throws AnswerException {
        ResponseHead head = ParsedHead.of("""
                Content-Type: a/b
                content-type: a/b
                Content-Length: 3
                Content-Length: 3
                Location: http://h/
                Location: http://h/

                """);
        assertEquals(Headers.of("Content-Type", "a/b", "Content-Length", "3", "Location", "http://h/"), head.headers());
    }

    @Test
    void anEmptyFieldOfCgiIsNone() throws AnswerException {
        ResponseHead head = ParsedHead.of("Content-Type:\nContent-Length: \nStatus:\nX-Empty:\n\n");
        assertEquals(new ResponseHead(200, "", Headers.of("X-Empty", ""), -1, null), head);
    }

    @Test
    void anEmptyLocationIsPassedOnAndRedirectsNobody() throws AnswerException {
        ResponseHead head = ParsedHead.of("Location:\n\n");
        assertEquals(new ResponseHead(200, "", Headers.of("Location", ""), -1, null), head);
    }

    /** The last type, as nginx, httpd and mod_jk have it; the first location, as nginx has it since 1.23. */
    @ParameterizedTest
    @CsvSource({
        "'Content-Type: a/b\nA: 1\nContent-Type: c/d\n\n', Content-Type, c/d",
        "'Content-Type: a/b\ncontent-type:\n\n',           Content-Type, a/b",
        "'Content-Type:\nContent-Type: a/b\n\n',           Content-Type, a/b",
        "'Location: http://h/1\nlocation: http://h/2\n\n', Location, http://h/1",
        "'Location: http://h/1\nLocation:\n\n',            Location, http://h/1",
        "'Location:\nLocation: http://h/1\n\n',            Location, http://h/1"
    })
    void ofTwoFieldsOneIsPassedOn(String text, String name, String value) throws AnswerException {
        assertEquals(List.of(value), ParsedHead.of(text).headers().all(name));
    }

    @Test
    void whatIsLeftOutIsSaidWithoutItsValue() throws AnswerException {
        ResponseHead head = ParsedHead.of("""
                A: 1
                X(b): hunter2
                X/b: hunter2
                \u00C4: hunter2
                Content-Type: a/hunter2
                Content-Type: a/b
                Location: /x
                Location: /hunter2
                Status: 302
                Status: 200 hunter2

                """);
        assertEquals(Headers.of("A", "1", "Content-Type", "a/b", "Location", "/x"), head.headers());
        assertEquals(
                List.of(
                        "'(' (0x28) at index 1 of a response header's name",
                        "'/' (0x2f) at index 1 of a response header's name",
                        "0xc4 at index 0 of a response header's name",
                        "another Content-Type",
                        "another Location",
                        "another Status"),
                head.leftOut());
    }

    static IntStream controlCharacters() {
        return IntStream.concat(IntStream.range(1, ' '), IntStream.of(0x7F)).filter(c -> "\t\n\r".indexOf(c) < 0);
    }

    @ParameterizedTest
    @MethodSource("controlCharacters")
    void aControlCharacterWithinAValueBecomesASpace(int c) throws AnswerException {
        ResponseHead head =
                ParsedHead.of("Status: 404 N" + (char) c + "o\nX: " + (char) c + "a\tb" + (char) c + "\n\n");
        assertEquals(Headers.of("X", " a\tb "), head.headers());
        assertEquals("N o", head.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "Status: 103 Early Hints\nLink: </a.css>\n\n",
                "HTTP/1.1 102 Processing\r\n\r\nStatus: 199\r\n\r\n"
            })
    void anInterimHeadIsSkipped(String interim) throws AnswerException {
        ResponseHead head = ParsedHead.of(interim + "HTTP/1.1 404 Not Found\r\nA: 1\r\n\r\n");
        assertEquals(new ResponseHead(404, "Not Found", Headers.of("A", "1"), -1, null), head);
        assertEquals("/x", ParsedHead.of(interim + "Location: /x\n\n").localRedirect());
    }

    /** CVE-2020-24553: a type that the application did not give is not made up. */
    @Test
    void noContentTypeIsInvented() throws AnswerException {
        assertEquals(Headers.of("A", "1"), ParsedHead.of("A: 1\n\n").headers());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "8, 8", "007, 7", "999999999999999999, 999999999999999999"})
    void theContentLength(String text, long length) throws AnswerException {
        assertEquals(length, ParsedHead.of("Content-Length: " + text + "\n\n").contentLength());
    }

    @Test
    void fieldsThatConnectionNamesAreNotPassedOn() throws Exception {
        assertEquals(
                Headers.of("X-Kept", "1"),
                ParsedHead.of(
                                "X-Hop: 1\nx-HOP: 2\nConnection: close, X-Hop\nX-Kept: 1\nConnection: x-late\nX-Late: 3\n\n")
                        .headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type",
                "Content-Security-Policy",
                "Location",
                "Set-Cookie",
                "Cache-Control",
                "X-Frame-Options",
                "Strict-Transport-Security"
            })
    void fieldsForAllRecipientsStayWhateverConnectionNames(String name) throws Exception {
        assertEquals(
                Headers.of(name, "x"),
                ParsedHead.of("Connection: " + name + "\n" + name + ": x\n\n").headers());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection",
                "Keep-Alive",
                "Proxy-Connection",
                "TE",
                "Trailer",
                "Transfer-Encoding",
                "Upgrade",
                "X-Sendfile",
                "X-Sendfile2",
                "X-LIGHTTPD-send-file",
                "X-LIGHTTPD-send-file2",
                "X-Accel-Redirect",
                "X-Accel-Buffering",
                "X-Accel-Limit-Rate",
                "X-Accel-Expires",
                "X-Accel-Charset",
                "X-Accel-"
            })
    void whatIsForOneHopOrForAServerIsNotPassedOn(String name) throws AnswerException {
        String text = "A: 1\n%s: x\n%s: y\n%s: z\nB: 2\n\n"
                .formatted(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT));
        assertEquals(Headers.of("A", "1", "B", "2"), ParsedHead.of(text).headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Accel", "X-Sendfil", "Te-X", "Upgrade-Insecure-Requests", "Server", "Date", "X-CGI-Foo"})
    void whatOnlyLooksLikeThatIsPassedOn(String name) throws AnswerException {
        assertEquals(Headers.of(name, "x"), ParsedHead.of(name + ": x\n\n").headers());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, true",
        "POST, 404, true",
        "GET, 302, true",
        "HEAD, 200, false",
        "HEAD, 204, false",
        "GET, 205, false",
        "GET, 206, true",
        "CONNECT, 200, false",
        "CONNECT, 299, false",
        "CONNECT, 404, true",
        "GET, 204, false",
        "POST, 304, false",
        "head, 200, true"
    })
    void whetherThereIsABody(String method, int status, boolean body) throws AnswerException {
        assertEquals(body, ParsedHead.of("Status: " + status + "\n\n").hasBody(method));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, 5, 5",
        "GET, 204, -1, ",
        "GET, 205, 0, 0",
        "GET, 304, 5, 5",
        "HEAD, 200, 5, 5",
        "HEAD, 204, -1, ",
        "CONNECT, 200, -1, ",
        "CONNECT, 404, 5, 5"
    })
    void theLengthOfWhatHasNoBody(String method, int status, long length, @Nullable String field)
            throws AnswerException {
        ResponseHead head = ParsedHead.of("Status: " + status + "\nA: 1\nContent-Length: 5\n\n")
                .inAnswerTo(method);
        assertEquals(length, head.contentLength());
        assertEquals(field, head.headers().first("Content-Length"));
        assertEquals("1", head.headers().first("A"));
    }

    @Test
    void aStatusLineNeedsNoHeader() throws AnswerException {
        assertTrue(ParsedHead.of("HTTP/1.1 200 OK\n\n").headers().size() == 0);
    }
}
