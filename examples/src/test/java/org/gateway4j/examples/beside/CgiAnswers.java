package org.gateway4j.examples.beside;

import java.util.List;
import java.util.stream.Stream;

/** What CGI and FastCGI applications write: what all write, what RFC 3875 section 6 has a rule for, and what it forbids. */
final class CgiAnswers {

    private static final String BODY = "body\n";
    private static final String MARK = OddAnswer.MARK + ": yes";
    private static final String TYPE = "Content-Type: text/plain";
    private static final String ELSEWHERE = "Location: http://example.org/elsewhere";

    private static final List<OddAnswer> TYPES = List.of(
            answer("type and body", TYPE),
            answer("no type", "X-Odd: value"),
            answer("no type of an error", "Status: 404 Not Found"),
            answer("no type of another error", "Status: 415"),
            empty("no type, no body", "Status: 200 OK"),
            answer("empty type", "Content-Type:"),
            answer("type of blanks", "Content-Type:  \t "),
            answer("type twice, the same", TYPE, TYPE),
            answer("two types", TYPE, "Content-Type: text/html"),
            answer("two types, the first empty", "Content-Type:", TYPE),
            answer("two types, the second empty", TYPE, "Content-Type:"),
            answer("type without a slash", "Content-Type: nonsense"),
            answer("type with a charset twice", "Content-Type: text/plain; charset=utf-8; charset=latin1"));

    private static final List<OddAnswer> STATUSES = List.of(
            answer("status with a phrase", "Status: 404 Not Found", TYPE),
            answer("status without a phrase", "Status: 404", TYPE),
            answer("status behind the fields", TYPE, "Status: 404 Not Found"),
            answer("status, then a colon", "Status: 404: Not Found", TYPE),
            answer("status, then a phrase at once", "Status: 404Not Found", TYPE),
            answer("status, then a tab", "Status: 404\tNot Found", TYPE),
            answer("status, then a comma", "Status: 404, Not Found", TYPE),
            answer("status like a status line", "Status: HTTP/1.1 404 Not Found", TYPE),
            answer("status of words", "Status: Not Found", TYPE),
            answer("empty status", "Status:", TYPE),
            answer("status of two digits", "Status: 99", TYPE),
            answer("status of four digits", "Status: 4040 Not Found", TYPE),
            answer("status with a zero before it", "Status: 0404 Not Found", TYPE),
            answer("status below zero", "Status: -404", TYPE),
            answer("status of no class", "Status: 666 Other", TYPE),
            answer("status 999", "Status: 999 Last", TYPE),
            answer("status twice, the same", "Status: 404 Not Found", "Status: 404 Not Found", TYPE),
            answer("two statuses", "Status: 404 Not Found", "Status: 500 Broken", TYPE),
            answer("status in lower case", "status: 404 Not Found", TYPE),
            answer("status line", "HTTP/1.1 404 Not Found", TYPE),
            answer("status line of HTTP/1.0", "HTTP/1.0 404 Not Found", TYPE),
            answer("status line without a phrase", "HTTP/1.1 404", TYPE),
            answer("status line without a status", "HTTP/1.1", TYPE),
            answer("status line with words for a status", "HTTP/1.1 Not Found", TYPE),
            answer("status line and the same status", "HTTP/1.1 404 Not Found", "Status: 404 Not Found", TYPE),
            answer("status line and another status", "HTTP/1.1 200 OK", "Status: 404 Not Found", TYPE),
            answer("status line behind a field", TYPE, "HTTP/1.1 404 Not Found"));

    private static final List<OddAnswer> LOCATIONS = List.of(
            answer("location", ELSEWHERE, TYPE),
            empty("location and nothing else", ELSEWHERE),
            answer("location and a body without a type", ELSEWHERE),
            answer("location with a status of its own", "Status: 301 Moved", ELSEWHERE, TYPE),
            answer("location before its status", ELSEWHERE, "Status: 303 See Other", TYPE),
            answer("location of something created", "Status: 201 Created", ELSEWHERE, TYPE),
            answer("location with status 200", "Status: 200 OK", ELSEWHERE, TYPE),
            answer("location of an error", "Status: 404 Not Found", ELSEWHERE, TYPE),
            answer("location of a path beside a type", "Location: /elsewhere", TYPE),
            answer("location of a path with a status", "Status: 302 Found", "Location: /elsewhere", TYPE),
            answer("location without a scheme", "Location: //example.org/elsewhere", TYPE),
            answer("location relative to the request", "Location: elsewhere", TYPE),
            answer("empty location", "Location:", TYPE),
            answer("empty location of a redirect", "Status: 302 Found", "Location:", TYPE),
            answer("location twice, the same", ELSEWHERE, ELSEWHERE, TYPE),
            answer("two locations", ELSEWHERE, "Location: http://example.org/second", TYPE),
            answer("two locations, the first empty", "Location:", ELSEWHERE, TYPE),
            answer("location with a space", "Location: http://example.org/a b", TYPE),
            answer("location with a control character", "Location: http://example.org/a\u0001b", TYPE),
            answer("location beyond ASCII", "Location: http://example.org/caf\u00c3\u00a9", TYPE));

    private static final List<OddAnswer> LENGTHS = List.of(
            answer("length", TYPE, "Content-Length: 5"),
            answer("length with blanks around it", TYPE, "Content-Length: \t 5 "),
            answer("length too small", TYPE, "Content-Length: 3"),
            answer("length too large", TYPE, "Content-Length: 9"),
            answer("length of nothing before a body", TYPE, "Content-Length: 0"),
            answer("length twice, the same", TYPE, "Content-Length: 5", "Content-Length: 5"),
            answer("two lengths", TYPE, "Content-Length: 5", "Content-Length: 3"),
            answer("two lengths in one field", TYPE, "Content-Length: 5, 5"),
            answer("length below zero", TYPE, "Content-Length: -5"),
            answer("length with a sign", TYPE, "Content-Length: +5"),
            answer("length in hexadecimal", TYPE, "Content-Length: 0x5"),
            answer("length of words", TYPE, "Content-Length: five"),
            answer("empty length", TYPE, "Content-Length:"),
            answer("length beyond 64 bits", TYPE, "Content-Length: 99999999999999999999"));

    private static final List<OddAnswer> BODILESS = List.of(
            answer("204 with a body", "Status: 204 No Content", TYPE),
            empty("204 without a type", "Status: 204 No Content"),
            empty("204 with a length", "Status: 204 No Content", "Content-Length: 0"),
            answer("204 with a length and a body", "Status: 204 No Content", TYPE, "Content-Length: 5"),
            empty("205", "Status: 205 Reset Content"),
            answer("205 with a body", "Status: 205 Reset Content", TYPE),
            answer("205 with a length and a body", "Status: 205 Reset Content", TYPE, "Content-Length: 5"),
            empty("205 with a length and no body", "Status: 205 Reset Content", TYPE, "Content-Length: 5"),
            empty("304", "Status: 304 Not Modified"),
            answer("304 with a body", "Status: 304 Not Modified", TYPE),
            empty("304 with a length", "Status: 304 Not Modified", TYPE, "Content-Length: 5"),
            answer("304 with a length and a body", "Status: 304 Not Modified", TYPE, "Content-Length: 5"),
            head("HEAD", "", TYPE),
            head("HEAD with a length", "", TYPE, "Content-Length: 5"),
            head("HEAD with a body", BODY, TYPE),
            head("HEAD with a length and a body", BODY, TYPE, "Content-Length: 5"),
            head("HEAD of an error", "", "Status: 404 Not Found", TYPE, "Content-Length: 5"),
            answer("206", "Status: 206 Partial Content", TYPE, "Content-Range: bytes 0-4/9"),
            raw("100 before the head", "HTTP/1.1 100 Continue\r\n\r\n" + lines(TYPE) + BODY),
            raw("103 before the head", "Status: 103 Early Hints\nLink: </a.css>\n\n" + lines(TYPE) + BODY),
            answer("status 100", "Status: 100 Continue", TYPE),
            answer("status 101", "Status: 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"));

    private static final List<OddAnswer> FIELDS = List.of(
            answer("space before the colon", "Content-Type : text/plain"),
            answer("no space behind the colon", "Content-Type:text/plain"),
            answer("names in any case", "CONTENT-type: text/plain"),
            answer("line without a colon", TYPE, "nonsense"),
            answer("line without a name", TYPE, ": value"),
            answer("name with a space", TYPE, "X Odd: value"),
            answer("name with a slash", TYPE, "X/Odd: value"),
            answer("name with brackets", TYPE, "X(Odd): value"),
            answer("name beyond ASCII", TYPE, "X-Odd\u00e9: value"),
            answer("name with a control character", TYPE, "X-Odd\u0001: value"),
            answer("name with a NUL", TYPE, "X-Odd\u0000: value"),
            answer("name with an underscore", TYPE, "X_Odd: value"),
            answer("name with a dot", TYPE, "X.Odd: value"),
            answer("empty value", TYPE, "X-Odd:"),
            answer("NUL in a value", TYPE, "X-Odd: a\u0000b"),
            answer("return in a value", TYPE, "X-Odd: a\rb"),
            answer("control character in a value", TYPE, "X-Odd: a\u001bb"),
            answer("DEL in a value", TYPE, "X-Odd: a\u007fb"),
            answer("tab in a value", TYPE, "X-Odd: a\tb"),
            answer("Latin-1 in a value", TYPE, "X-Odd: caf\u00e9"),
            answer("UTF-8 in a value", TYPE, "X-Odd: caf\u00c3\u00a9"),
            answer("folded with a space", TYPE, "X-Odd: a", " b"),
            answer("folded with a tab", TYPE, "X-Odd: a", "\tb"),
            answer("folded with a colon in it", TYPE, "X-Odd: a", " X-Hidden: b"),
            answer("folded at the first line", " X-Odd: a", TYPE),
            answer("two cookies", TYPE, "Set-Cookie: a=1", "Set-Cookie: b=2"),
            answer("control character in a cookie", TYPE, "Set-Cookie: a=\u0001b"),
            answer("repeated field", TYPE, "X-Odd: a", "X-Odd: b"),
            answer("Transfer-Encoding", TYPE, "Transfer-Encoding: chunked"),
            answer("Transfer-Encoding of nothing", TYPE, "Transfer-Encoding: identity"),
            answer("fields of the connection", TYPE, "Connection: X-Odd", "Keep-Alive: timeout=5", "Trailer: X-Odd"),
            answer("Date and Server", TYPE, "Date: Thu, 01 Jan 1970 00:00:00 GMT", "Server: other"),
            answer("Last-Modified of words", TYPE, "Last-Modified: yesterday"),
            answer("two Last-Modified", TYPE, "Last-Modified: Thu, 01 Jan 1970 00:00:00 GMT", "Last-Modified: never"),
            answer("two ETags", TYPE, "ETag: \"a\"", "ETag: \"b\""),
            answer("two WWW-Authenticate", "Status: 401", TYPE, "WWW-Authenticate: Basic", "WWW-Authenticate: Digest"),
            answer("instructions to a server", TYPE, "X-Accel-Buffering: no", "X-Accel-Expires: 0"),
            answer("Content-Encoding twice", TYPE, "Content-Encoding: br", "Content-Encoding: br"));

    private static final List<OddAnswer> HEADS = List.of(
            raw("lines that end in LF", "Content-Type: text/plain\nX-Answer: yes\n\nbody\n"),
            raw("lines that end either way", "Content-Type: text/plain\r\nX-Answer: yes\n\r\nbody\n"),
            raw("lines that end in CR", "Content-Type: text/plain\rX-Answer: yes\r\rbody\n"),
            raw("lines that end in CR CR LF", "Content-Type: text/plain\r\r\nX-Answer: yes\r\r\n\r\r\nbody\n"),
            raw("nothing at all", ""),
            raw("blank line and nothing else", "\n"),
            raw("blank line before the body", "\nbody\n"),
            raw("blank line before the head", "\nContent-Type: text/plain\nX-Answer: yes\n\nbody\n"),
            raw("body without a head", "<html><body>body</body></html>\n"),
            raw("head without an end", "Content-Type: text/plain\nX-Answer: yes\n"),
            raw("head that breaks off", "Content-Type: text/plain\nX-Ans"),
            answer("line of 3 kB", TYPE, "X-Odd: " + "x".repeat(3000)),
            answer("line of 20 kB", TYPE, "X-Odd: " + "x".repeat(20_000)));

    private CgiAnswers() {}

    static List<OddAnswer> all() {
        return Stream.of(TYPES, STATUSES, LOCATIONS, LENGTHS, BODILESS, FIELDS, HEADS)
                .flatMap(List::stream)
                .toList();
    }

    private static OddAnswer answer(String name, String... lines) {
        return raw(name, lines(lines) + BODY);
    }

    private static OddAnswer empty(String name, String... lines) {
        return raw(name, lines(lines));
    }

    private static OddAnswer head(String name, String body, String... lines) {
        return new OddAnswer(name, "HEAD", lines(lines) + body);
    }

    /** A head with the mark at its end. */
    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n" + MARK + "\r\n\r\n";
    }

    private static OddAnswer raw(String name, String octets) {
        return new OddAnswer(name, "GET", octets);
    }
}
