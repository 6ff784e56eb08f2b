package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "localhost:9000,            localhost,   9000",
        "app.example:1,             app.example, 1",
        "10.0.0.7:65535,            10.0.0.7,    65535",
        "[::1]:9000,                ::1,         9000",
        "[fe80::1%eth0]:9000,       fe80::1%eth0, 9000",
        "tcp:localhost:9000,        localhost,   9000",
        "tcp://localhost:9000,      localhost,   9000",
        "tcp://[2001:db8::7]:8009,  2001:db8::7, 8009"
    })
    void parsesTcp(String text, String host, int port) {
        assertEquals(new Endpoint.Tcp(host, port), Endpoint.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:/run/php.sock,    /run/php.sock",
        "unix:///run/php.sock,  /run/php.sock",
        "unix:php.sock,         php.sock",
        "unix:/run/a b:c.sock,  /run/a b:c.sock"
    })
    void parsesUnix(String text, String path) {
        assertEquals(new Endpoint.Unix(Path.of(path)), Endpoint.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                ":9000",
                "localhost:",
                "localhost:port",
                "localhost:+80",
                "localhost:-1",
                "localhost:0",
                "localhost:65536",
                "localhost:99999999999",
                "localhost: 80",
                " localhost:80",
                "local host:80",
                "localhost\u0000:80",
                "localhost\n:80",
                "::1:9000",
                "[::1]",
                "[]:9000",
                "[::1:9000",
                "http://localhost:80",
                "localhost/x:80",
                "user@localhost:80",
                "tcp:",
                "tcp://",
                "unix:",
                "unix://",
                "unix:@abstract",
                "unix:\u0000abstract",
                "unix:/run/a\u0000b"
            })
    void refusesAnythingElse(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
        assertTrue(e.getMessage().startsWith("endpoint"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:http, 'endpoint \"localhost:http\": port \"http\" is not a number'",
        "::1:9000,       'endpoint \"::1:9000\": an IPv6 address stands in brackets'",
        "nowhere,        'endpoint \"nowhere\" is neither unix:/path nor host:port nor [ipv6]:port'",
        "host:70000,     'endpoint port 70000 is not within 1 to 65535'",
        "unix:@php, 'endpoint \"unix:@php\": Java cannot connect to abstract sockets; use one with a path'"
    })
    void saysWhatIsWrong(String text, String message) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
        assertEquals(message, e.getMessage());
    }

    @Test
    void aSocketPathHasTheKernelsLimitInBytes() {
        String longest = "/" + "a".repeat(106);
        assertEquals(Endpoint.unix(Path.of(longest)), Endpoint.parse("unix:" + longest));

        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Endpoint.unix(Path.of(longest + "a")));
        assertTrue(e.getMessage().endsWith("has 108 bytes; a Unix domain socket address takes at most 107"));
        Path umlauts = Path.of("/" + "\u00E4".repeat(60));
        assertThrows(IllegalArgumentException.class, () -> Endpoint.unix(umlauts));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9000", "[::1]:9000", "unix:/run/php.sock"})
    void printsWhatItParses(String text) {
        assertEquals(text, Endpoint.parse(text).toString());
    }

    @Test
    void takesAnUnresolvedAddress() {
        assertEquals(
                Endpoint.tcp("app.example", 9000),
                Endpoint.tcp(InetSocketAddress.createUnresolved("app.example", 9000)));
    }
}
