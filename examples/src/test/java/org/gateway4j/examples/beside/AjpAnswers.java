package org.gateway4j.examples.beside;

import static org.gateway4j.examples.beside.AjpPackets.body;
import static org.gateway4j.examples.beside.AjpPackets.coded;
import static org.gateway4j.examples.beside.AjpPackets.end;
import static org.gateway4j.examples.beside.AjpPackets.field;
import static org.gateway4j.examples.beside.AjpPackets.getBody;
import static org.gateway4j.examples.beside.AjpPackets.head;
import static org.gateway4j.examples.beside.AjpPackets.packet;
import static org.gateway4j.examples.beside.AjpPackets.string;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What containers send by AJP, and what they must not. */
final class AjpAnswers {

    private static final int CONTENT_TYPE = 0xA001;
    private static final int CONTENT_LENGTH = 0xA003;
    private static final int LOCATION = 0xA006;
    private static final int STATUS = 0xA00A;

    private static final String MARK = field(OddAnswer.MARK, "yes");
    private static final String TYPE = field("Content-Type", "text/plain");
    private static final String ELSEWHERE = field("Location", "http://example.org/elsewhere");
    private static final String BODY = body("body\n");

    private static final List<OddAnswer> TYPES = List.of(
            ok("type and body", TYPE),
            ok("type by its code", coded(CONTENT_TYPE, "text/plain")),
            ok("no type"),
            answer("no type of an error", 404),
            ok("empty type", field("Content-Type", "")),
            ok("type without a value", string("Content-Type") + AjpPackets.NULL),
            ok("type twice, the same", TYPE, TYPE),
            ok("two types", TYPE, field("Content-Type", "text/html")),
            ok("two types, one by its code", TYPE, coded(CONTENT_TYPE, "text/html")));

    private static final List<OddAnswer> STATUSES = List.of(
            answer("status 404", 404, TYPE),
            answer("status 0", 0, TYPE),
            answer("status 99", 99, TYPE),
            answer("status 600", 600, TYPE),
            answer("status 999", 999, TYPE),
            answer("status 1000", 1000, TYPE),
            ok("field named Status", TYPE, field("Status", "404 Not Found")),
            ok("field named Status by its code", TYPE, coded(STATUS, "404 Not Found")),
            raw("phrase of words", head(404, string("Not There"), 2, TYPE, MARK) + BODY + end(true)),
            raw("phrase that is the status", head(404, string("404"), 2, TYPE, MARK) + BODY + end(true)),
            raw("phrase without a string", head(404, AjpPackets.NULL, 2, TYPE, MARK) + BODY + end(true)),
            raw("control character in the phrase", head(404, string("No\u0001t"), 2, TYPE, MARK) + BODY + end(true)),
            raw("line break in the phrase", head(404, string("No\r\nX: y"), 2, TYPE, MARK) + BODY + end(true)));

    private static final List<OddAnswer> LOCATIONS = List.of(
            answer("location", 302, ELSEWHERE),
            answer("location by its code", 302, coded(LOCATION, "http://example.org/elsewhere")),
            ok("location with status 200", ELSEWHERE),
            answer("location of a path", 302, field("Location", "/elsewhere")),
            answer("empty location", 302, field("Location", "")),
            answer("two locations", 302, ELSEWHERE, field("Location", "http://example.org/second")));

    private static final List<OddAnswer> LENGTHS = List.of(
            ok("length", TYPE, field("Content-Length", "5")),
            ok("length by its code", TYPE, coded(CONTENT_LENGTH, "5")),
            ok("length too small", TYPE, field("Content-Length", "3")),
            ok("length too large", TYPE, field("Content-Length", "9")),
            ok("length twice, the same", TYPE, field("Content-Length", "5"), field("Content-Length", "5")),
            ok("two lengths", TYPE, field("Content-Length", "5"), field("Content-Length", "3")),
            ok("length below zero", TYPE, field("Content-Length", "-5")),
            ok("length of words", TYPE, field("Content-Length", "five")),
            ok("empty length", TYPE, field("Content-Length", "")));

    private static final List<OddAnswer> BODILESS = List.of(
            answer("204 with a body", 204, TYPE),
            answer("204 with a length and a body", 204, TYPE, field("Content-Length", "5")),
            raw("205", head(205, MARK) + end(true)),
            answer("205 with a body", 205, TYPE),
            raw("205 with a length", head(205, MARK, field("Content-Length", "5")) + end(true)),
            answer("205 with a length and a body", 205, TYPE, field("Content-Length", "5")),
            raw("304 with a length", head(304, MARK, field("Content-Length", "5")) + end(true)),
            answer("304 with a length and a body", 304, TYPE, field("Content-Length", "5")),
            ofHead("HEAD", head(200, TYPE, MARK) + end(true)),
            ofHead("HEAD with a length", head(200, TYPE, MARK, field("Content-Length", "5")) + end(true)),
            ofHead("HEAD with a body", head(200, TYPE, MARK) + BODY + end(true)),
            ofHead(
                    "HEAD with a length and a body",
                    head(200, TYPE, MARK, field("Content-Length", "5")) + BODY + end(true)),
            raw("100 before the head", head(100) + head(200, TYPE, MARK) + BODY + end(true)),
            raw("103 before the head", head(103, field("Link", "</a.css>")) + head(200, TYPE, MARK) + BODY + end(true)),
            answer("status 100", 100, TYPE),
            answer("status 101", 101, TYPE));

    private static final List<OddAnswer> FIELDS = List.of(
            ok("name with a space", TYPE, field("X Odd", "value")),
            ok("name with a colon", TYPE, field("X:Odd", "value")),
            ok("name with a slash", TYPE, field("X/Odd", "value")),
            ok("name with a line break", TYPE, field("X\r\nOdd", "value")),
            ok("name beyond ASCII", TYPE, field("X-Odd\u00e9", "value")),
            ok("empty name", TYPE, field("", "value")),
            ok("empty value", TYPE, field("X-Odd", "")),
            ok("value without a string", TYPE, string("X-Odd") + AjpPackets.NULL),
            ok("NUL in a value", TYPE, field("X-Odd", "a\u0000b")),
            ok("line break in a value", TYPE, field("X-Odd", "a\r\nX-Split: b")),
            ok("control character in a value", TYPE, field("X-Odd", "a\u001bb")),
            ok("DEL in a value", TYPE, field("X-Odd", "a\u007fb")),
            ok("Latin-1 in a value", TYPE, field("X-Odd", "caf\u00e9")),
            ok("code of no name", TYPE, coded(0xA00C, "value")),
            ok("two cookies", TYPE, field("Set-Cookie", "a=1"), coded(0xA007, "b=2")),
            ok("Transfer-Encoding", TYPE, field("Transfer-Encoding", "chunked")),
            ok("fields of the connection", TYPE, field("Connection", "close"), field("Keep-Alive", "timeout=5")),
            ok("line of 7 kB", TYPE, field("X-Odd", "x".repeat(7000))));

    private static final List<OddAnswer> PACKETS = List.of(
            raw("flush between", head(200, TYPE, MARK) + body("bo") + body("") + body("dy\n") + end(true)),
            raw("end without reuse", head(200, TYPE, MARK) + BODY + end(false)),
            raw("body before the head", BODY + head(200, TYPE, MARK) + BODY + end(true)),
            raw("end before the head", end(true)),
            raw("head twice", head(200, TYPE, MARK) + head(404, TYPE, MARK) + BODY + end(true)),
            raw("head behind the body", head(200, TYPE, MARK) + BODY + head(404, MARK) + end(true)),
            raw("no end", head(200, TYPE, MARK) + BODY),
            raw("nothing at all", ""),
            raw("more fields counted than sent", head(200, string(""), 5, TYPE, MARK) + BODY + end(true)),
            raw("fewer fields counted than sent", head(200, string(""), 1, MARK, TYPE) + BODY + end(true)),
            raw("unknown type of packet", packet(77, "x") + head(200, TYPE, MARK) + BODY + end(true)),
            raw("wrong magic", "BA" + head(200, TYPE, MARK).substring(2) + BODY + end(true)),
            raw("GET_BODY_CHUNK for no body", getBody(100) + head(200, TYPE, MARK) + BODY + end(true)));

    private AjpAnswers() {}

    static List<OddAnswer> all() {
        return Stream.of(TYPES, STATUSES, LOCATIONS, LENGTHS, BODILESS, FIELDS, PACKETS)
                .flatMap(List::stream)
                .toList();
    }

    private static OddAnswer ok(String name, String... fields) {
        return answer(name, 200, fields);
    }

    /** With the mark behind the fields, a body, and an end. */
    private static OddAnswer answer(String name, int status, String... fields) {
        String[] marked = Arrays.copyOf(fields, fields.length + 1);
        marked[fields.length] = MARK;
        return raw(name, head(status, marked) + BODY + end(true));
    }

    private static OddAnswer ofHead(String name, String packets) {
        return new OddAnswer(name, "HEAD", packets);
    }

    private static OddAnswer raw(String name, String packets) {
        return new OddAnswer(name, "GET", packets);
    }
}
