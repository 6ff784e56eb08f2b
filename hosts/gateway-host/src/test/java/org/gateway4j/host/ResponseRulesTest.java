package org.gateway4j.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.util.List;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client sees of an application's response. */
class ResponseRulesTest {

    private static HostRequest request(String method) {
        return HostRequest.of(method, "/").field("Host", "example.org");
    }

    private static RecordingSink serve(Exchanges exchanges, String method, GatewayResponse response) throws Exception {
        return exchanges.serve(request(method), exchanges.mount("/", new StubGateway(asked -> response)));
    }

    private static GatewayResponse response(int status, String body, String... headers) {
        return GatewayResponse.of(status, Headers.of(headers), RequestBody.of(body.getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @EnumSource
    void fieldsStayAsTheyCame(Exchanges exchanges) throws Exception {
        String[] fields = {"X-C", "1", "x-a", "", "X-B", "\u00e9 \t\"a, b\"", "Set-Cookie", "a=1", "Set-Cookie", "b=2"};
        RecordingSink sink = serve(exchanges, "GET", response(201, "text", fields));
        assertEquals(new ResponseHead(201, "", Headers.of(fields), 4, true), sink.head);
        assertEquals("text", sink.text());
    }

    @ParameterizedTest
    @EnumSource
    void whatFramesTheBodyOrConcernsTheConnectionIsTheHosts(Exchanges exchanges) throws Exception {
        RecordingSink sink = serve(
                exchanges,
                "GET",
                response(
                        200,
                        "text",
                        "Content-Length",
                        "4",
                        "Connection",
                        "close, X-Named",
                        "Keep-Alive",
                        "timeout=5",
                        "Transfer-Encoding",
                        "chunked",
                        "Upgrade",
                        "h2c",
                        "Trailer",
                        "X-Sum",
                        "Proxy-Authenticate",
                        "Basic",
                        "TE",
                        "trailers",
                        "x-named",
                        "secret",
                        "X-Kept",
                        "yes"));
        assertEquals(new ResponseHead(200, "", Headers.of("X-Kept", "yes"), 4, true), sink.head);
    }

    @Test
    void fieldsThatOccurOnceOccurOnce() throws Exception {
        RecordingSink sink = serve(
                Exchanges.BLOCKING,
                "GET",
                response(200, "", "Date", "1", "Server", "a", "date", "2", "SERVER", "b", "Content-Type", "c"));
        assertEquals(Headers.of("Date", "1", "Server", "a", "Content-Type", "c"), sink.head.headers());
    }

    @Test
    void controlCharactersBecomeBlanks() throws Exception {
        RecordingSink sink = serve(
                Exchanges.BLOCKING,
                "GET",
                response(200, "", "X-A", "a\u0001b\u001b[0m\u007f\tc\u0080", "X-B", "\u0008"));
        assertEquals(Headers.of("X-A", "a b [0m \tc\u0080", "X-B", " "), sink.head.headers());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, text, 4, true",
        "GET, 200, '', 0, false",
        "GET, 204, '', -1, false",
        "GET, 205, '', 0, false",
        "GET, 206, text, 4, true",
        "GET, 302, text, 4, true",
        "GET, 304, '', -1, false",
        "GET, 404, '', 0, false",
        "GET, 999, text, 4, true",
        "POST, 200, text, 4, true",
        "HEAD, 200, text, 4, false",
        "HEAD, 404, text, 4, false"
    })
    void theBodyIsFramedByItsStatusAndLength(String method, int status, String body, long length, boolean hasBody)
            throws Exception {
        for (Exchanges exchanges : Exchanges.values()) {
            RecordingSink sink = serve(exchanges, method, response(status, body));
            assertEquals(new ResponseHead(status, "", Headers.empty(), length, hasBody), sink.head);
            assertEquals(hasBody ? body : "", sink.text());
            assertEquals("end", sink.calls.get(sink.calls.size() - 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownLengthIsLeftToTheHost(Exchanges exchanges) throws Exception {
        GatewayResponse response = GatewayResponse.of(
                200, Headers.empty(), RequestBody.of(new ByteArrayInputStream("text".getBytes(ISO_8859_1)), -1));
        RecordingSink sink = serve(exchanges, "GET", response);
        assertEquals(new ResponseHead(200, "", Headers.empty(), -1, true), sink.head);
        assertEquals("text", sink.text());
    }

    @Test
    void hostsThatAddNoDateGetOne() {
        ResponseHead head = new ResponseHead(200, "", Headers.of("X-A", "b"), 0, false);
        Headers dated = head.datedHeaders();
        assertEquals("b", dated.first("X-A"));
        String form = "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT";
        assertEquals(
                List.of(true),
                dated.all("Date").stream().map(date -> date.matches(form)).toList());

        Headers given = Headers.of("Date", "Sun, 06 Nov 1994 08:49:37 GMT");
        assertEquals(given, new ResponseHead(200, "", given, 0, false).datedHeaders());
    }
}
