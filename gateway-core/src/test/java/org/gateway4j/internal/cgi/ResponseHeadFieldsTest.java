package org.gateway4j.internal.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            String path = c == 0x7F
                    ? null
                    : ParsedHead.of("Location: /a" + c + "b\n\n").localRedirect();
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
        ResponseHead head = ParsedHead.of("Content-Type:\nContent-Length: \nLocation:\nStatus:\nX-Empty:\n\n");
        assertEquals(new ResponseHead(200, "", Headers.of("X-Empty", ""), -1, null), head);
        assertEquals(
                "a/b",
                ParsedHead.of("Content-Type:\nContent-Type: a/b\n\n").headers().first("Content-Type"));
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
        "GET, 204, false",
        "POST, 304, false",
        "head, 200, true"
    })
    void whetherThereIsABody(String method, int status, boolean body) throws AnswerException {
        assertEquals(body, ParsedHead.of("Status: " + status + "\n\n").hasBody(method));
    }

    @Test
    void aStatusLineNeedsNoHeader() throws AnswerException {
        assertTrue(ParsedHead.of("HTTP/1.1 200 OK\n\n").headers().size() == 0);
    }
}
