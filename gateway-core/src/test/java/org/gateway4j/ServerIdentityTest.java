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
}
