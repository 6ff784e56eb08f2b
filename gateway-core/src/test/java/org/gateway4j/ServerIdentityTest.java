package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SERVER_NAME and SERVER_PORT, RFC 3875 sections 4.1.14 and 4.1.15. */
class ServerIdentityTest {

    private static final InetSocketAddress LOCAL = new InetSocketAddress("192.0.2.7", 8080);

    @ParameterizedTest
    @CsvSource({
        "example.com,         example.com",
        "example.com:80,      example.com",
        "Example.COM:8443,    Example.COM",
        "example.com:,        example.com",
        "under_score.example, under_score.example",
        "127.0.0.1:99,        127.0.0.1",
        "[::1],               [::1]",
        "[::1]:8080,          [::1]",
        "[2001:db8::7]:443,   [2001:db8::7]"
    })
    void theNameIsThatOfTheHostHeaderWithoutItsPort(String host, String name) {
        assertEquals(
                name,
                GatewayRequest.get("/")
                        .header("host", host)
                        .localAddress(LOCAL)
                        .build()
                        .serverName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":80",
                "::1",
                "[",
                "]",
                "[]",
                "a b",
                "a/b",
                "user@host",
                "a,b",
                "<script>",
                "a\"b",
                "[::1",
                "a%00",
                "\u00E4.example"
            })
    void aHostHeaderThatIsNoHostIsNotBelieved(String host) {
        assertEquals(
                "192.0.2.7",
                GatewayRequest.get("/")
                        .header("Host", host)
                        .localAddress(LOCAL)
                        .build()
                        .serverName());
    }

    @Test
    void theFirstHostHeaderCounts() {
        GatewayRequest request =
                GatewayRequest.get("/").header("Host", "a").header("Host", "b").build();
        assertEquals("a", request.serverName());
    }

    @Test
    void withoutAHostHeaderTheLocalAddressNamesTheServer() throws UnknownHostException {
        assertEquals("192.0.2.7", nameAt(LOCAL));
        assertEquals("[2001:db8:0:0:0:0:0:7]", nameAt(new InetSocketAddress("2001:db8::7", 80)));
        byte[] linkLocal = InetAddress.getByName("fe80::1").getAddress();
        InetAddress scoped = Inet6Address.getByAddress(null, linkLocal, 3);
        assertEquals("[fe80:0:0:0:0:0:0:1]", nameAt(new InetSocketAddress(scoped, 80)));
        assertEquals("app.example", nameAt(InetSocketAddress.createUnresolved("app.example", 80)));
    }

    private static String nameAt(InetSocketAddress local) {
        return GatewayRequest.get("/").localAddress(local).build().serverName();
    }

    @Test
    void withNothingKnownTheServerIsLocalhost() {
        assertEquals("localhost", GatewayRequest.get("/").build().serverName());
    }

    @Test
    void thePortIsTheOneTheRequestCameInOnNeverThatOfTheHostHeader() {
        GatewayRequest.Builder builder = GatewayRequest.get("/").header("Host", "a:9999");
        assertEquals(80, builder.build().serverPort());
        assertEquals(443, builder.scheme("https").build().serverPort());
        assertEquals(8080, builder.localAddress(LOCAL).build().serverPort());
        assertEquals(
                443,
                builder.localAddress(new InetSocketAddress("192.0.2.7", 0))
                        .build()
                        .serverPort());
    }

    @ParameterizedTest
    @CsvSource({"shop.example, 1", "[::1], 65535", "a_b, 80"})
    void whatTheHostSaysWins(String name, int port) {
        GatewayRequest request = GatewayRequest.get("/")
                .header("Host", "other.example:8080")
                .localAddress(LOCAL)
                .server(name, port)
                .build();
        assertEquals(name, request.serverName());
        assertEquals(port, request.serverPort());
    }

    @ParameterizedTest
    @CsvSource({"'', 80", "::1, 80", "a:80, 80", "a b, 80", "a, 0", "a, -1", "a, 65536"})
    void anImpossibleServerIsRefused(String name, int port) {
        GatewayRequest.Builder builder = GatewayRequest.get("/");
        assertThrows(IllegalArgumentException.class, () -> builder.server(name, port));
    }

    private static final String NONE = "none";

    private static String host(GatewayRequest request) {
        String host = request.headers().first("Host");
        return host == null ? NONE : host;
    }

    /** RFC 9112 section 3.2.2: the target's authority takes the place of the Host field. */
    @ParameterizedTest
    @CsvSource({
        "http://shop.example/a,        shop.example,      shop.example, 8080, http",
        "http://shop.example:81/a,     shop.example:81,   shop.example, 81,   http",
        "https://shop.example/a,       shop.example,      shop.example, 8080, https",
        "HTTPS://shop.example:8443,    shop.example:8443, shop.example, 8443, https",
        "http://me:pw@shop.example?q,  shop.example,      shop.example, 8080, http",
        "http://[::1]:81/a,            [::1]:81,          [::1],        81,   http",
        "http://[::1]/a,               [::1],             [::1],        8080, http",
        "http://shop.example:99999/,   shop.example:99999, shop.example, 8080, http",
        "http://shop.example:/,        shop.example:,     shop.example, 8080, http",
        "http://,                      other.example:82,  other.example, 8080, http"
    })
    void theAuthorityOfAnAbsoluteTargetCounts(String target, String host, String name, int port, String scheme) {
        GatewayRequest request = GatewayRequest.get(target)
                .header("X", "1")
                .header("hOst", "other.example:82")
                .localAddress(LOCAL)
                .build();
        assertEquals(host, host(request));
        assertEquals(1, request.headers().all("host").size());
        assertEquals("1", request.headers().first("X"));
        assertEquals(name, request.serverName());
        assertEquals(port, request.serverPort());
        assertEquals(scheme, request.scheme());
    }

    @Test
    void whatTheHostSaysComesBeforeTheTarget() {
        GatewayRequest request = GatewayRequest.get("http://shop.example:81/")
                .scheme("https")
                .server("canonical.example", 8443)
                .build();
        assertEquals("https", request.scheme());
        assertEquals("canonical.example", request.serverName());
        assertEquals(8443, request.serverPort());
        assertEquals("shop.example:81", host(request));
        assertEquals(
                443, GatewayRequest.get("http://h/").scheme("https").build().serverPort());
    }

    /** As in HTTP/2, where the authority is no field. */
    @ParameterizedTest
    @CsvSource({
        "http,  shop.example, 80,   shop.example",
        "http,  shop.example, 443,  shop.example:443",
        "https, shop.example, 443,  shop.example",
        "https, [::1],        8443, [::1]:8443"
    })
    void withoutAHostFieldOneIsMadeOfWhatTheHostSays(String scheme, String name, int port, String host) {
        GatewayRequest.Builder builder =
                GatewayRequest.get("/").header("A", "1").server(name, port).scheme(scheme);
        assertEquals(Headers.of("Host", host, "A", "1"), builder.build().headers());
        assertEquals("b:1", host(builder.header("Host", "b:1").build()));
    }

    @Test
    void aHostFieldIsNotMadeOfAGuess() {
        GatewayRequest request = GatewayRequest.get("/").localAddress(LOCAL).build();
        assertEquals(NONE, host(request));
        assertEquals(NONE, host(request.toBuilder().build()));
        assertEquals(NONE, host(request.followUp(new Handoff.LocalRedirect("/b"))));
    }

    /** A copy is told what the host said, not what has followed from it. */
    @Test
    void aCopyDerivesItAnew() {
        GatewayRequest request = GatewayRequest.get("/").server("a.example", 80).build();
        assertEquals(
                "b.example:81", host(request.toBuilder().server("b.example", 81).build()));
        GatewayRequest plain = GatewayRequest.get("/").build();
        assertEquals(443, plain.toBuilder().scheme("https").build().serverPort());
    }

    @Test
    void aLocalRedirectStaysAtTheSameServer() {
        GatewayRequest next = GatewayRequest.get("https://shop.example:8443/a")
                .localAddress(LOCAL)
                .build()
                .followUp(new Handoff.LocalRedirect("/b"));
        assertEquals("https", next.scheme());
        assertEquals("shop.example", next.serverName());
        assertEquals(8443, next.serverPort());
        assertEquals("shop.example:8443", host(next));
    }
}
