package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The request target as RFC 9112 section 3.2 has it. */
@Covers("ajp/CVE-2020-27782")
class RequestTargetTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "/,                               /,          none",
                "/a/b.php,                        /a/b.php,   none",
                "/a?,                             /a,         ''",
                "/a?b=c&d,                        /a,         b=c&d",
                "/a?b?c?d,                        /a,         b?c?d",
                "/?//x/../y,                      /,          //x/../y",
                "//host/a,                        //host/a,   none",
                "/a%2Fb%00?%3F,                   /a%2Fb%00,  %3F",
                "*,                               *,          none",
                "http://h,                        /,          none",
                "http://h/,                       /,          none",
                "http://h:8080/a?b,               /a,         b",
                "http://h?b,                      /,          b",
                "http://h?b/c,                    /,          b/c",
                "HTTPS://user@[::1]:443/a/b?c,    /a/b,       c",
                "http://,                         /,          none"
            })
    void splitsEveryForm(String target, String path, String query) {
        GatewayRequest request = GatewayRequest.builder("OPTIONS", target).build();
        assertEquals(target, request.target());
        assertEquals(path, request.path());
        assertEquals(query, request.query());
    }

    @ParameterizedTest
    @Covers("cgi/python-invalid-uri")
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "?a",
                "**",
                "*?a",
                "example.com:443",
                "ftp://h/a",
                "http:/h/a",
                "http:",
                "#",
                "/a#b"
            })
    void refusesOtherForms(String target) {
        assertThrows(IllegalArgumentException.class, () -> GatewayRequest.get(target));
    }

    static IntStream refusedCharacters() {
        return IntStream.concat(IntStream.rangeClosed(0, ' '), IntStream.of(0x7F, '#', 0x100, 0x20AC, 0xD83D));
    }

    @ParameterizedTest
    @MethodSource("refusedCharacters")
    void refusesControlCharactersBlanksAndWhatIsNoOctet(int c) {
        IllegalArgumentException inPath =
                assertThrows(IllegalArgumentException.class, () -> GatewayRequest.get("/a" + (char) c + "b"));
        assertEquals("request target: character U+%04X at index 2 is not allowed".formatted(c), inPath.getMessage());
        assertThrows(IllegalArgumentException.class, () -> GatewayRequest.get("/?" + (char) c));
        assertThrows(IllegalArgumentException.class, () -> GatewayRequest.get("http://h/" + (char) c));
    }

    @Test
    void keepsRawOctets() {
        for (char c = 0x80; c <= 0xFF; c++) {
            assertTrue(GatewayRequest.get("/" + c).build().path().indexOf(c) > 0);
        }
    }
}
