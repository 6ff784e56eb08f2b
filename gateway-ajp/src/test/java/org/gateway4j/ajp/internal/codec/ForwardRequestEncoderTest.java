package org.gateway4j.ajp.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.gateway4j.ajp.Wire;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as the description of AJP13 has them. */
class ForwardRequestEncoderTest {

    private static final String SMALLEST = "1234 0032  02 02 0008 'HTTP/1.1' 00 0002 '/a' 00 0009 '192.0.2.1' 00 ffff"
            + " 0009 'localhost' 00 1f90 00  0000  ff";

    private final ForwardRequestEncoder encoder = new ForwardRequestEncoder(8192);

    private void begin() {
        encoder.begin(Method.code("GET"), "HTTP/1.1", "/a");
        encoder.connection("192.0.2.1", null, "localhost", 8080, false);
    }

    private void assertPacket(String expected) {
        assertTrue(encoder.fits());
        assertEquals(Wire.hex(Wire.bytes(expected)), Wire.hex(Wire.bytes(encoder.packet())));
        assertEquals(Wire.bytes(expected).length, encoder.size());
    }

    @Test
    @Covers("ajp/wire-magic")
    void smallestRequest() {
        begin();
        encoder.end();
        assertPacket(SMALLEST);
    }

    @Test
    void headersWithCodesAndWithout() {
        begin();
        encoder.header("Host", "h");
        encoder.header("X-Other", "");
        encoder.header("USER-AGENT", "\u00e9");
        encoder.header("content-length", "0");
        encoder.end();
        assertPacket("1234 0051  02 02 0008 'HTTP/1.1' 00 0002 '/a' 00 0009 '192.0.2.1' 00 ffff"
                + " 0009 'localhost' 00 1f90 00  0004"
                + " a00b 0001 'h' 00  0007 'X-Other' 00 0000 00  a00e 0001 e9 00  a008 0001 '0' 00  ff");
    }

    @Test
    @Covers("ajp/wire-strings")
    void allAttributes() {
        encoder.begin(Method.STORED, "HTTP/2.0", "/");
        encoder.connection("", "name", "[::1]", 65_535, true);
        encoder.attribute(Attribute.SECRET, "s");
        encoder.attribute(Attribute.REMOTE_USER, "u");
        encoder.attribute(Attribute.AUTH_TYPE, "t");
        encoder.attribute(Attribute.QUERY_STRING, "");
        encoder.attribute(Attribute.ROUTE, "r");
        encoder.attribute(Attribute.SSL_CERT, "c");
        encoder.attribute(Attribute.SSL_CIPHER, "x");
        encoder.attribute(Attribute.SSL_SESSION, "0a");
        encoder.keySize(256);
        encoder.attribute(Attribute.STORED_METHOD, "PATCH");
        encoder.requestAttribute("n", "v");
        encoder.end();
        assertPacket(
                "1234 0066  02 ff 0008 'HTTP/2.0' 00 0001 '/' 00 0000 00 0004 'name' 00 0005 '[::1]' 00 ffff 01 0000"
                        + " 0c 0001 's' 00  03 0001 'u' 00  04 0001 't' 00  05 0000 00  06 0001 'r' 00  07 0001 'c' 00"
                        + " 08 0001 'x' 00  09 0002 '0a' 00  0b 0100  0d 0005 'PATCH' 00  0a 0001 'n' 00 0001 'v' 00  ff");
    }

    @Test
    void encoderForgetsTheRequestBefore() {
        begin();
        encoder.header("Cookie", "c".repeat(9000));
        encoder.end();
        assertFalse(encoder.fits());
        begin();
        encoder.end();
        assertPacket(SMALLEST);
    }

    @ParameterizedTest
    @Covers("ajp/wire-packet-size")
    @CsvSource({"8192, 4000, 4128", "8193, 4000, 4129", "65536, 60000, 5472"})
    void packetIsFilledToItsLastByteAndNoFurther(int packetSize, int first, int second) {
        ForwardRequestEncoder large = new ForwardRequestEncoder(packetSize);
        for (int surplus = 0; surplus < 2; surplus++) {
            large.begin(Method.code("GET"), "HTTP/1.1", "/a");
            large.connection("192.0.2.1", null, "localhost", 8080, false);
            large.header("Cookie", "c".repeat(first));
            large.header("Referer", "r".repeat(second + surplus));
            large.end();
            assertEquals(packetSize + surplus, large.size());
            assertEquals(surplus == 0, large.fits());
        }
    }

    @ParameterizedTest
    @Covers("ajp/wire-methods")
    @CsvSource({
        "OPTIONS, 1",
        "GET, 2",
        "HEAD, 3",
        "POST, 4",
        "PUT, 5",
        "DELETE, 6",
        "TRACE, 7",
        "PROPFIND, 8",
        "PROPPATCH, 9",
        "MKCOL, 10",
        "COPY, 11",
        "MOVE, 12",
        "LOCK, 13",
        "UNLOCK, 14",
        "ACL, 15",
        "REPORT, 16",
        "VERSION-CONTROL, 17",
        "CHECKIN, 18",
        "CHECKOUT, 19",
        "UNCHECKOUT, 20",
        "SEARCH, 21",
        "MKWORKSPACE, 22",
        "UPDATE, 23",
        "LABEL, 24",
        "MERGE, 25",
        "BASELINE-CONTROL, 26",
        "MKACTIVITY, 27",
        "PATCH, 255",
        "get, 255",
        "VERSION_CONTROL, 255"
    })
    void methodsHaveTheirCodes(String method, int code) {
        assertEquals(code, Method.code(method));
    }

    @ParameterizedTest
    @Covers("ajp/wire-header-names")
    @CsvSource({
        "accept, a001",
        "accept-charset, a002",
        "accept-encoding, a003",
        "accept-language, a004",
        "authorization, a005",
        "connection, a006",
        "content-type, a007",
        "content-length, a008",
        "cookie, a009",
        "cookie2, a00a",
        "host, a00b",
        "pragma, a00c",
        "referer, a00d",
        "user-agent, a00e",
        "User-Agent, a00e",
        "x-other, 0000"
    })
    void headersHaveTheirCodes(String name, String code) {
        assertEquals(Integer.parseInt(code, 16), RequestHeader.code(name));
    }
}
