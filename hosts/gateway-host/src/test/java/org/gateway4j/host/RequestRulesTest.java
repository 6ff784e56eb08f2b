package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.RequestBody;
import org.gateway4j.TlsSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application sees of what a host has parsed. */
class RequestRulesTest {

    private static final InputStream BODY = new ByteArrayInputStream(new byte[0]);

    private final StubGateway gateway = StubGateway.ofText("ok");

    private RecordingSink serve(HostRequest request) throws Exception {
        return Exchanges.BLOCKING.serve(request, Mount.of("/", gateway));
    }

    private GatewayRequest seen(HostRequest request) throws Exception {
        RecordingSink sink = serve(request);
        assertEquals(200, sink.head.status(), sink::text);
        return gateway.last();
    }

    private static HostRequest get(String target) {
        return HostRequest.of("GET", target).field("Host", "example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/x?",
                "/x?a=1&b=%26&b",
                "/a%20b%2Fc%3F%C3%A4%e4",
                "/caf\u00e9?\u00ff",
                "/a;v=1/b//c?d=/../e",
                "/{x}|^`\"<>?[]\\",
                "http://example.org/x?y"
            })
    void theTargetStaysAsItCame(String target) throws Exception {
        assertEquals(target, seen(get(target)).target());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "example.org:443", "/a b", "/a\tb", "/a#b", "/\u0100", "ftp://example.org/"})
    void aTargetThatIsNoneIsRefused(String target) throws Exception {
        assertRefused(400, get(target));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G T", "G@T", "G\u00c9T"})
    void aMethodThatIsNoneIsRefused(String method) throws Exception {
        assertRefused(400, HostRequest.of(method, "/").field("Host", "example.org"));
    }

    private void assertRefused(int status, HostRequest request) throws Exception {
        assertEquals(status, serve(request).head.status());
        assertEquals(List.of(), gateway.requests);
    }

    @Test
    void fieldsStayAsTheyCame() throws Exception {
        HostRequest request = get("/").field("X-B", "1")
                .field("x-a", "")
                .field("X-B", "\u00e9\u00ff \t\"a, b\"")
                .field("X-C", null);
        assertEquals(
                Headers.of("Host", "example.org", "X-B", "1", "x-a", "", "X-B", "\u00e9\u00ff \t\"a, b\"", "X-C", ""),
                seen(request).headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Y|z", "X:|z", "|z", "X-A|a\rb", "X-A|a\nb", "X-A|a\0b", "X-A|\u0100", "X-\u00e9|z"})
    void aFieldThatIsNoneIsRefused(String field) throws Exception {
        int bar = field.indexOf('|');
        assertRefused(400, get("/").field(field.substring(0, bar), field.substring(bar + 1)));
    }

    @Test
    void whatBelongsToTheConnectionIsDropped() throws Exception {
        HostRequest request = get("/").field("Connection", "keep-alive, X-Named")
                .field("connection", "close,x-named-too ,TE")
                .field("Keep-Alive", "timeout=5")
                .field("Proxy-Connection", "keep-alive")
                .field("Proxy-Authorization", "Basic YTpi")
                .field("TE", "trailers")
                .field("Trailer", "X-Sum")
                .field("Upgrade", "h2c")
                .field("HTTP2-Settings", "AAMA")
                .field("X-Named", "1")
                .field("X-NAMED-TOO", "2")
                .field("X-Kept", "3");
        assertEquals(
                Headers.of("Host", "example.org", "X-Kept", "3"), seen(request).headers());
    }

    @Test
    void aClientHidesNothingThatSaysWhoItIs() throws Exception {
        HostRequest request = get("/").field("Connection", "Authorization, Cookie, Host, Content-Type, Via")
                .field("Authorization", "Basic YTpi")
                .field("Cookie", "a=1")
                .field("Content-Type", "text/plain")
                .field("Via", "1.1 proxy");
        assertEquals(
                Headers.of(
                        "Host",
                        "example.org",
                        "Authorization",
                        "Basic YTpi",
                        "Cookie",
                        "a=1",
                        "Content-Type",
                        "text/plain",
                        "Via",
                        "1.1 proxy"),
                seen(request).headers());
    }

    @Test
    void splitCookiesAreJoinedAtTheirFirstPlace() throws Exception {
        HostRequest request = HostRequest.of("GET", "/")
                .protocol("HTTP/2.0")
                .field(":method", "GET")
                .field(":path", "/")
                .field(":authority", "example.org:81")
                .field(":scheme", "https")
                .field("cookie", "a=1")
                .field("accept", "*/*")
                .field("cookie", "b=2");
        GatewayRequest seen = seen(request);
        assertEquals(Headers.of("Host", "example.org:81", "cookie", "a=1; b=2", "accept", "*/*"), seen.headers());
        assertEquals("HTTP/2.0", seen.protocol());
        assertEquals("http", seen.scheme(), "the connection says whether it is encrypted");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1, /, example.org, , example.org, 8080, example.org",
        "HTTP/1.1, /, example.org:81, , example.org, 81, example.org:81",
        "HTTP/1.1, /, [::1]:81, , [::1], 81, [::1]:81",
        "HTTP/1.1, /, 'example.org:', , example.org, 8080, 'example.org:'",
        "HTTP/1.1, /, '', , 127.0.0.1, 8080, ''",
        "HTTP/1.1, http://shop.example:82/, example.org:81, , shop.example, 82, shop.example:82",
        "HTTP/1.1, http://shop.example/, example.org:81, , shop.example, 8080, shop.example",
        "HTTP/2.0, /, , example.org:83, example.org, 83, example.org:83",
        "HTTP/2.0, /, example.org:81, other.example:83, example.org, 81, example.org:81",
        "HTTP/1.0, /, , , 127.0.0.1, 8080, "
    })
    void theAuthorityComesFromTheTargetThenTheFieldThenTheConnection(
            String protocol, String target, String host, String pseudo, String name, int port, String field)
            throws Exception {
        HostRequest request = HostRequest.of("GET", target)
                .protocol(protocol)
                .localAddress("127.0.0.1", 8080)
                .authority(pseudo);
        if (host != null) {
            request.field("Host", host);
        }
        GatewayRequest seen = seen(request);
        assertEquals(name, seen.serverName());
        assertEquals(port, seen.serverPort());
        assertEquals(field, seen.headers().first("Host"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a b",
                "user@a",
                "a,b:x",
                "a:65536",
                "a:0",
                "a:999999",
                "[::1",
                "a\tb",
                "::1",
                "a?b",
                "[::1]x"
            })
    void aHostFieldThatIsNoneIsRefused(String host) throws Exception {
        assertRefused(400, HostRequest.of("GET", "/").field("Host", host));
    }

    @Test
    void thereIsOneHostField() throws Exception {
        assertRefused(400, HostRequest.of("GET", "/"));
        assertRefused(400, get("/").field("host", "example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "+4", "-1", "4 ", "4, 4", "0x4", "9999999999999999999"})
    void aLengthThatIsNoneIsRefused(String length) throws Exception {
        assertRefused(400, get("/").field("Content-Length", length));
    }

    @Test
    void thereIsOneFraming() throws Exception {
        assertRefused(400, get("/").field("Content-Length", "4").field("Content-Length", "4"));
        assertRefused(400, get("/").field("Content-Length", "4").field("Transfer-Encoding", "chunked"));
        assertRefused(400, get("/").field("Transfer-Encoding", "gzip, chunked"));
        assertRefused(400, get("/").field("Transfer-Encoding", "gzip"));
        assertRefused(400, get("/").field("Transfer-Encoding", "chunked").field("Transfer-Encoding", "chunked"));
    }

    @Test
    void theApplicationSeesTheLengthButNotTheCoding() throws Exception {
        assertEquals(
                Headers.of("Host", "example.org", "Content-Length", "4"),
                seen(get("/").field("Content-Length", "4").body(BODY, 4)).headers());
        assertEquals(4, gateway.last().body().length());
        assertEquals(
                Headers.of("Host", "example.org"),
                seen(get("/").field("Transfer-Encoding", "Chunked").body(BODY, -1))
                        .headers());
        assertEquals(-1, gateway.last().body().length());
        assertSame(RequestBody.none(), seen(get("/").body(BODY, 0)).body());
    }

    /** The gateway needs it to know that the client waits. It never tells the application. */
    @Test
    void aClientThatWaitsForTheInterimResponseIsKnown() throws Exception {
        assertEquals(
                "100-Continue",
                seen(get("/").field("Expect", "100-Continue")).headers().first("Expect"));
        assertFalse(seen(get("/").field("Expect", "magic")).headers().contains("Expect"));
    }

    @Test
    void theConnectionSaysWhoAsksAndHow() throws Exception {
        TlsSession tls = new TlsSession("TLSv1.3", "TLS_AES_256_GCM_SHA384", 256, "ab", List.of());
        GatewayRequest seen = seen(get("/").remoteAddress("192.0.2.1", 4711)
                .localAddress("2001:db8::1", 443)
                .tls(tls)
                .user("alice", "Basic"));
        assertEquals(new InetSocketAddress("192.0.2.1", 4711), seen.remoteAddress());
        assertEquals(new InetSocketAddress("2001:db8::1", 443), seen.localAddress());
        assertEquals("https", seen.scheme());
        assertEquals(443, seen.serverPort());
        assertSame(tls, seen.tls());
        assertEquals(new AuthenticatedUser("alice", "Basic"), seen.user());
    }

    @Test
    void whatTheHostDoesNotKnowIsNotMadeUp() throws Exception {
        GatewayRequest seen =
                seen(get("/").remoteAddress("localhost", 1).secure(true).user("bob", null));
        assertNull(seen.remoteAddress());
        assertNull(seen.localAddress());
        assertNull(seen.tls());
        assertEquals("https", seen.scheme());
        assertEquals(new AuthenticatedUser("bob", ""), seen.user());
        assertNull(seen(get("/").user(null, "Basic")).user());
    }

    /** A browser would be shown what it hides from scripts (RFC 9110 section 9.3.8). */
    @Test
    void traceIsRefused() throws Exception {
        RecordingSink sink = serve(HostRequest.of("TRACE", "/").field("Host", "example.org"));
        assertEquals(405, sink.head.status());
        assertEquals(
                "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
                sink.head.headers().first("Allow"));
    }

    @Test
    void webSocketsAreRefusedAndOtherUpgradesPassedOver() throws Exception {
        assertRefused(501, get("/").field("Connection", "Upgrade").field("Upgrade", "WebSocket"));
        assertFalse(seen(get("/").field("Connection", "Upgrade").field("Upgrade", "h2c"))
                .headers()
                .contains("Upgrade"));
    }
}
