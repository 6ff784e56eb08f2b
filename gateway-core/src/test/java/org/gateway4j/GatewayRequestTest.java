package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"GET", "get", "M-SEARCH", "X!#$%&'*+-.^_`|~9", "QUERY"})
    void theMethodIsAnyToken(String method) {
        assertEquals(method, GatewayRequest.builder(method, "/").build().method());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "GET ", "G(T", "GET\r\nX", "GÄT", "GET\u0000"})
    void anythingElseIsNoMethod(String method) {
        assertThrows(IllegalArgumentException.class, () -> GatewayRequest.builder(method, "/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/3"})
    void theProtocolIsKeptAsGiven(String protocol) {
        assertEquals(
                protocol, GatewayRequest.get("/").protocol(protocol).build().protocol());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP", "/1.1", "HTTP/", "HTTP/1.1\r\n", "HT TP/1.1", "HTTP/1/1"})
    void anythingElseIsNoProtocol(String protocol) {
        GatewayRequest.Builder builder = GatewayRequest.get("/");
        assertThrows(IllegalArgumentException.class, () -> builder.protocol(protocol));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP", "ftp", "ws", "https:"})
    void theSchemeIsHttpOrHttps(String scheme) {
        GatewayRequest.Builder builder = GatewayRequest.get("/");
        assertThrows(IllegalArgumentException.class, () -> builder.scheme(scheme));
        assertEquals("http", builder.build().scheme());
    }

    @ParameterizedTest
    @CsvSource({
        "/app/x,      /app",
        "/app,        /app",
        "/app/,       /app",
        "/a%20b/x,    /a%20b",
        "/app/x?y=/z, /app",
        "/app;v=1,    /app",
        "/app;v=1/x,  /app",
        "/x,          ''"
    })
    void aMountPrefixIsWholeSegmentsOfThePath(String target, String prefix) {
        assertEquals(
                prefix, GatewayRequest.get(target).mountPrefix(prefix).build().mountPrefix());
    }

    @ParameterizedTest
    @CsvSource({"/application, /app", "/ap, /app", "/x/app, /app", "/APP/x, /app", "*, /app", "/, /app"})
    void aPathNotBelowItsMountPrefixIsRefused(String target, String prefix) {
        GatewayRequest.Builder builder = GatewayRequest.get(target).mountPrefix(prefix);
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "/app/", "/", "app/", "//"})
    void aMountPrefixBeginsButDoesNotEndWithASlash(String prefix) {
        GatewayRequest.Builder builder = GatewayRequest.get("/app/x");
        assertThrows(IllegalArgumentException.class, () -> builder.mountPrefix(prefix));
    }

    @Test
    void headersAreAddedAndReplaced() {
        GatewayRequest.Builder builder =
                GatewayRequest.get("/").header("A", "1").header("a", "2");
        assertEquals(List.of("1", "2"), builder.build().headers().all("A"));
        assertEquals(
                List.of("1", "2", "3"),
                builder.header("A", "3").build().headers().all("A"));
        assertEquals(
                Headers.of("B", "1", "C", "2"),
                builder.headers(Headers.of("B", "1")).header("C", "2").build().headers());
    }

    @Test
    void aHeaderThatWouldSplitTheRequestIsRefused() {
        GatewayRequest.Builder builder = GatewayRequest.get("/");
        assertThrows(IllegalArgumentException.class, () -> builder.header("A", "1\nB: 2"));
    }

    @Test
    void aCopyHasAllThatTheOriginalHas() {
        RequestBody body = RequestBody.of(new byte[3]);
        InetSocketAddress remote = new InetSocketAddress("192.0.2.1", 1234);
        InetSocketAddress local = new InetSocketAddress("192.0.2.2", 443);
        TlsSession tls = new TlsSession("TLSv1.3", "TLS_AES_256_GCM_SHA384", 256, "", List.of());
        AuthenticatedUser user = new AuthenticatedUser("ada", "Basic");
        GatewayRequest copy = GatewayRequest.builder("POST", "/app/x?y")
                .protocol("HTTP/2.0")
                .scheme("https")
                .server("shop.example", 8443)
                .header("A", "1")
                .body(body)
                .remoteAddress(remote)
                .localAddress(local)
                .tls(tls)
                .user(user)
                .mountPrefix("/app")
                .variable("APP_ENV", "test")
                .build()
                .toBuilder()
                .build();

        assertEquals("POST", copy.method());
        assertEquals("/app/x?y", copy.target());
        assertEquals("HTTP/2.0", copy.protocol());
        assertEquals("https", copy.scheme());
        assertEquals("shop.example", copy.serverName());
        assertEquals(8443, copy.serverPort());
        assertEquals(Headers.of("Host", "shop.example:8443", "A", "1"), copy.headers());
        assertSame(body, copy.body());
        assertSame(remote, copy.remoteAddress());
        assertSame(local, copy.localAddress());
        assertSame(tls, copy.tls());
        assertSame(user, copy.user());
        assertEquals("/app", copy.mountPrefix());
        assertEquals(Map.of("APP_ENV", "test"), copy.variables());
    }

    @Test
    void whatIsNotGivenIsNotKnown() {
        GatewayRequest request = GatewayRequest.get("/").build();
        assertSame(RequestBody.none(), request.body());
        assertNull(request.remoteAddress());
        assertNull(request.localAddress());
        assertNull(request.tls());
        assertNull(request.user());
        assertEquals("HTTP/1.1", request.protocol());
        assertEquals("", request.mountPrefix());
        assertTrue(request.variables().isEmpty());
    }

    @Test
    void aRequestDoesNotChangeWithItsBuilder() {
        GatewayRequest.Builder builder =
                GatewayRequest.get("/").variable("A", "1").header("H", "1");
        GatewayRequest before = builder.build();
        builder.variable("B", "2").header("H", "2");
        assertEquals(Map.of("A", "1"), before.variables());
        assertEquals(1, before.headers().size());
        assertThrows(
                UnsupportedOperationException.class, () -> before.variables().put("C", "3"));
    }

    /** Session ids stand in paths too. */
    @ParameterizedTest
    @CsvSource({
        "/cart/list?token=1, GET /cart/list",
        "/cart;jsessionid=1/list;v=2?token=1, GET /cart;…/list;…",
        "/cart%3Bjsessionid=1/list%3bv, GET /cart;…/list;…",
        "http://me:secret@h/cart, GET /cart",
        "*, GET *"
    })
    void textOfARequestHoldsNoSecrets(String target, String text) {
        assertEquals(text, GatewayRequest.get(target).build().toString());
    }

    @Test
    void textOfARequestHasNoControlCharactersAndAnEnd() {
        assertEquals(
                "GET /\\x85\\x9b", GatewayRequest.get("/\u0085\u009b").build().toString());
        String text = GatewayRequest.get("/" + "a".repeat(10_000)).build().toString();
        assertTrue(text.length() < 300 && text.endsWith("a…"), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "\u007f", "\u0085"})
    void whatTheHostVouchesForHasNoControlCharacters(String text) {
        assertThrows(IllegalArgumentException.class, () -> new AuthenticatedUser(text, "Basic"));
        assertThrows(IllegalArgumentException.class, () -> new AuthenticatedUser("ada", text));
        assertThrows(IllegalArgumentException.class, () -> new TlsSession(text, "", 0, "", List.of()));
        assertThrows(IllegalArgumentException.class, () -> new TlsSession("", text, 0, "", List.of()));
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new TlsSession("", "", 0, "hunter2" + text, List.of()));
        assertTrue(!e.getMessage().contains("hunter2"), e.getMessage());
    }

    @Test
    void postHasItsBody() {
        RequestBody body = RequestBody.of(new byte[] {1});
        GatewayRequest request = GatewayRequest.post("/form", body).build();
        assertEquals("POST", request.method());
        assertSame(body, request.body());
    }

    @Test
    void setHeaderReplacesAndHeaderAdds() {
        GatewayRequest request = GatewayRequest.get("/")
                .header("Accept", "a")
                .header("accept", "b")
                .setHeader("ACCEPT", "c")
                .build();
        assertEquals(1, request.headers().size());
        assertEquals("c", request.headers().first("Accept"));
    }

    @Test
    void tagsAreHadByTheirTypeAndGoAlong() {
        GatewayRequest request = GatewayRequest.get("/a")
                .tag(String.class, "span")
                .tag(Integer.class, 7)
                .build();
        assertEquals("span", request.tag(String.class));
        assertEquals(7, request.tag(Integer.class));
        assertNull(request.tag(Long.class));
        GatewayRequest copy = request.toBuilder().tag(Integer.class, null).build();
        assertNull(copy.tag(Integer.class));
        assertEquals(7, request.tag(Integer.class));
        assertEquals("span", copy.followUp(new Handoff.LocalRedirect("/b")).tag(String.class));
    }

    @Test
    void tagsOfPrimitiveTypesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> GatewayRequest.get("/").tag(int.class, 5));
    }

    @Test
    void deadlinesGoAlong() {
        Timeouts own = Timeouts.defaults().withHead(Duration.ofSeconds(1));
        GatewayRequest request = GatewayRequest.get("/a").timeouts(own).build();
        assertNull(GatewayRequest.get("/a").build().timeouts());
        assertEquals(own, request.timeouts());
        assertEquals(own, request.toBuilder().build().timeouts());
        assertEquals(own, request.followUp(new Handoff.LocalRedirect("/b")).timeouts());
    }
}
