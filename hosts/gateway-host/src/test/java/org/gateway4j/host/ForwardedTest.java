package org.gateway4j.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.TlsSession;
import org.gateway4j.host.TrustedProxies.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose word on the client is taken: that of trusted proxies, and no further than to the first other address. */
class ForwardedTest {

    private static final TrustedProxies PROXIES = TrustedProxies.of("10.0.0.0/8", "fd00::/8");

    private final StubGateway gateway = StubGateway.ofText("ok");

    private GatewayRequest seen(TrustedProxies proxies, HostRequest request) throws Exception {
        RecordingSink sink = Exchanges.BLOCKING.serve(
                request, HostConfig.defaults().trustedProxies(proxies), Mount.of("/", gateway));
        assertEquals(200, sink.head.status(), sink::text);
        return gateway.last();
    }

    private static HostRequest from(String peer) {
        return HostRequest.of("GET", "/")
                .field("Host", "inner.example:8080")
                .remoteAddress(peer, 4711)
                .localAddress("10.0.0.9", 8080);
    }

    private static String client(GatewayRequest request) {
        InetSocketAddress address = request.remoteAddress();
        return address.getAddress().getHostAddress() + " " + address.getPort();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7|203.0.113.7 0|203.0.113.7",
                "203.0.113.7:1234|203.0.113.7 1234|203.0.113.7:1234",
                "[2001:db8::7]:1234|2001:db8:0:0:0:0:0:7 1234|[2001:db8::7]:1234",
                "2001:db8::7|2001:db8:0:0:0:0:0:7 0|2001:db8::7",
                "203.0.113.7, 10.0.0.2|203.0.113.7 0|203.0.113.7, 10.0.0.2",
                "1.1.1.1, 203.0.113.7, 10.0.0.2|203.0.113.7 0|203.0.113.7, 10.0.0.2",
                "10.0.0.3, 203.0.113.7|203.0.113.7 0|203.0.113.7",
                "10.0.0.3, 10.0.0.2|10.0.0.3 0|10.0.0.3, 10.0.0.2",
                "unknown, 10.0.0.2|10.0.0.2 0|10.0.0.2",
                "evil.example, 10.0.0.2|10.0.0.2 0|10.0.0.2",
                "203.0.113.7,unknown|10.0.0.1 4711|",
                "203.0.113.999|10.0.0.1 4711|",
                "0x7f.1|10.0.0.1 4711|",
                "127.1|10.0.0.1 4711|",
                "fe80::1%eth0|10.0.0.1 4711|",
                "203.0.113.7:70000|10.0.0.1 4711|",
                "''|10.0.0.1 4711|",
                "' , ,203.0.113.7, '|203.0.113.7 0|203.0.113.7"
            })
    void theClientIsTheFirstAddressFromTheRightThatIsNotTrusted(String field, String client, String passed)
            throws Exception {
        GatewayRequest seen = seen(PROXIES, from("10.0.0.1").field("X-Forwarded-For", field));
        assertEquals(client, client(seen));
        assertEquals(passed, seen.headers().first("X-Forwarded-For"));
    }

    /** The field knows no quoted strings. */
    @ParameterizedTest
    @ValueSource(strings = {"\", 203.0.113.7", "\"10.0.0.9, 203.0.113.7", "x\", \"\\, 203.0.113.7, 10.0.0.2"})
    void aClientCannotHideBehindAQuote(String field) throws Exception {
        assertEquals("203.0.113.7 0", client(seen(PROXIES, from("10.0.0.1").field("X-Forwarded-For", field))));
    }

    @Test
    void repeatedFieldsAreOneList() throws Exception {
        GatewayRequest seen = seen(
                PROXIES,
                from("10.0.0.1").field("X-Forwarded-For", "1.1.1.1").field("x-forwarded-for", "203.0.113.7, 10.0.0.2"));
        assertEquals("203.0.113.7 0", client(seen));
    }

    @Test
    void schemeHostAndPortAreThoseOfTheClient() throws Exception {
        GatewayRequest seen = seen(
                PROXIES,
                from("10.0.0.1")
                        .field("X-Forwarded-For", "203.0.113.7")
                        .field("X-Forwarded-Proto", "HTTPS")
                        .field("X-Forwarded-Host", "shop.example"));
        assertEquals("https", seen.scheme());
        assertEquals("shop.example", seen.serverName());
        assertEquals(443, seen.serverPort());
        assertEquals(
                Headers.of(
                        "Host",
                        "shop.example",
                        "X-Forwarded-For",
                        "203.0.113.7",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "shop.example",
                        "X-Forwarded-Port",
                        "443"),
                seen.headers());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https, shop.example:8443, -, https, 8443",
                "https, shop.example, 8443, https, 8443",
                "https, -, -, https, 443",
                "http, -, 81, http, 81",
                "-, shop.example, -, http, 80",
                "-, -, -, http, 8080",
                "gopher, -, -, http, 8080",
                "https, 'evil/', -, https, 443",
                "https, 'a@b', -, https, 443",
                "https, -, 99999, https, 443",
                "https, -, x, https, 443"
            })
    void thePortFollowsFromWhatIsNamed(String proto, String host, String port, String scheme, int number)
            throws Exception {
        HostRequest request = from("10.0.0.1").field("X-Forwarded-For", "203.0.113.7");
        if (proto != null) {
            request.field("X-Forwarded-Proto", proto);
        }
        if (host != null) {
            request.field("X-Forwarded-Host", host);
        }
        if (port != null) {
            request.field("X-Forwarded-Port", port);
        }
        GatewayRequest seen = seen(PROXIES, request);
        assertEquals(scheme, seen.scheme());
        assertEquals(number, seen.serverPort());
    }

    /** The first proxy appends to what the client has sent, the second as well: what the first has written counts. */
    @Test
    void listsOfTheSameLengthBelongTogether() throws Exception {
        GatewayRequest seen = seen(
                PROXIES,
                from("10.0.0.1")
                        .field("X-Forwarded-For", "1.1.1.1, 203.0.113.7, 10.0.0.2")
                        .field("X-Forwarded-Proto", "http, https, http"));
        assertEquals("https", seen.scheme());
    }

    @Test
    void ofListsOfAnotherLengthTheLastElementCounts() throws Exception {
        GatewayRequest seen = seen(
                PROXIES,
                from("10.0.0.1").field("X-Forwarded-For", "203.0.113.7").field("X-Forwarded-Proto", "https, http"));
        assertEquals("http", seen.scheme());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.7|203.0.113.7 0|http|inner.example|8080",
                "For=\"203.0.113.7:1234\";Proto=https;Host=shop.example|203.0.113.7 1234|https|shop.example|443",
                "proto=https;for=\"[2001:db8::7]\";by=10.0.0.1|2001:db8:0:0:0:0:0:7 0|https|inner.example|443",
                "for=1.1.1.1;proto=http, for=203.0.113.7;proto=https, for=10.0.0.2|203.0.113.7 0|https|inner.example|443",
                "for=203.0.113.7;ext=\"a, b\\\";for=1.1.1.1\"|203.0.113.7 0|http|inner.example|8080",
                "for=_hidden, for=10.0.0.2|10.0.0.2 0|http|inner.example|8080",
                "for=unknown;proto=https|10.0.0.1 4711|http|inner.example|8080",
                "for=203.0.113.7;for=1.1.1.1|10.0.0.1 4711|http|inner.example|8080",
                "for=\"203.0.113.7|10.0.0.1 4711|http|inner.example|8080",
                "for=\", for=203.0.113.7|203.0.113.7 0|http|inner.example|8080",
                "for=\"\\, for=203.0.113.7;by=\"10.0.0.1\"|203.0.113.7 0|http|inner.example|8080",
                "for=1.1.1.1, nonsense|10.0.0.1 4711|http|inner.example|8080",
                "proto=https|10.0.0.1 4711|http|inner.example|8080"
            })
    void theStandardFieldIsReadByItsGrammar(String field, String client, String scheme, String name, int port)
            throws Exception {
        GatewayRequest seen = seen(
                PROXIES.fields(Fields.FORWARDED),
                from("10.0.0.1").field("X-Forwarded-For", "9.9.9.9").field("Forwarded", field));
        assertEquals(client, client(seen));
        assertEquals(scheme, seen.scheme());
        assertEquals(name, seen.serverName());
        assertEquals(port, seen.serverPort());
        assertFalse(seen.headers().contains("X-Forwarded-For"));
    }

    @Test
    void whatTheProxiesHaveWrittenIsPassedOn() throws Exception {
        GatewayRequest seen = seen(
                PROXIES.fields(Fields.FORWARDED),
                from("10.0.0.1").field("Forwarded", "for=1.1.1.1, for=203.0.113.7;proto=https,for=10.0.0.2"));
        assertEquals(
                List.of("for=203.0.113.7;proto=https, for=10.0.0.2"),
                seen.headers().all("Forwarded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8::1", "11.0.0.1"})
    void nobodyElseIsBelieved(String peer) throws Exception {
        HostRequest request = from(peer)
                .field("X-Forwarded-For", "9.9.9.9")
                .field("X-Forwarded-Proto", "https")
                .field("X-Forwarded-Host", "evil.example")
                .field("X-Forwarded-Port", "1")
                .field("X-Forwarded-Prefix", "/evil")
                .field("X-Forwarded-Ssl", "on")
                .field("X-Real-IP", "9.9.9.9")
                .field("Forwarded", "for=9.9.9.9");
        GatewayRequest seen = seen(PROXIES, request);
        assertEquals(Headers.of("Host", "inner.example:8080"), seen.headers());
        assertEquals(InetAddress.getByName(peer), seen.remoteAddress().getAddress());
        assertEquals("http", seen.scheme());
    }

    @Test
    void byDefaultNobodyIsBelieved() throws Exception {
        GatewayRequest seen = seen(TrustedProxies.none(), from("10.0.0.1").field("X-Forwarded-For", "9.9.9.9"));
        assertEquals("10.0.0.1 4711", client(seen));
        assertEquals(Headers.of("Host", "inner.example:8080"), seen.headers());
    }

    /** The certificates of the proxy are not those of the client. */
    @Test
    void theFactsOfTheProxysConnectionAreNotTheClients() throws Exception {
        TlsSession tls = new TlsSession("TLSv1.3", "TLS_AES_128_GCM_SHA256", 128, "", List.of());
        GatewayRequest seen = seen(PROXIES, from("10.0.0.1").tls(tls).field("X-Forwarded-For", "203.0.113.7"));
        assertNull(seen.tls());
        assertEquals("https", seen.scheme());
    }

    @Test
    void aClientCannotRemoveWhatAProxyAdds() throws Exception {
        GatewayRequest seen = seen(
                PROXIES,
                from("10.0.0.1").field("Connection", "X-Forwarded-For").field("X-Forwarded-For", "203.0.113.7"));
        assertEquals("203.0.113.7 0", client(seen));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.200, true",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, ::1, false",
        "::1, ::1, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "[::1]/128, ::1, true",
        "10.0.0.0/8, ::ffff:10.0.0.1, true"
    })
    void aRangeHasTheFirstBitsInCommon(String range, String address, boolean contained) throws Exception {
        assertEquals(contained, TrustedProxies.of(range).contains(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::/129", "fe80::1%lo/8"})
    void aRangeThatIsNoneIsRefusedByName(String range) {
        String message = assertThrows(IllegalArgumentException.class, () -> TrustedProxies.of("::1", range))
                .getMessage();
        assertTrue(message.contains("\"" + range + "\""), message);
    }
}
