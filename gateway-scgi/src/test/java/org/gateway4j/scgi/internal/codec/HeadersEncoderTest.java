package org.gateway4j.scgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Netstrings, written by hand from the specification. */
class HeadersEncoderTest {

    private static final int LIMIT = 256 * 1024;

    private final HeadersEncoder encoder = new HeadersEncoder(LIMIT);

    private static String text(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return Bytes.text(bytes);
    }

    /** The specification's own example, which counts 70 bytes. */
    @Covers({"scgi/netstring", "scgi/version"})
    @Test
    void exampleOfTheSpecification() {
        encoder.begin(27);
        encoder.put("REQUEST_METHOD", "POST");
        encoder.put("REQUEST_URI", "/deepthought");
        assertEquals(
                "70:CONTENT_LENGTH\00027\000SCGI\0001\000REQUEST_METHOD\000POST\000REQUEST_URI\000/deepthought\000,",
                text(encoder.end()));
    }

    @Covers("scgi/first")
    @Test
    void lengthIsThereForNoBody() {
        encoder.begin(0);
        assertEquals("24:CONTENT_LENGTH\0000\000SCGI\0001\000,", text(encoder.end()));
    }

    @Covers("scgi/unique")
    @Test
    void namesAreUnique() {
        encoder.begin(5);
        encoder.put("CONTENT_LENGTH", "5");
        encoder.put("SCGI", "2");
        assertEquals("24:CONTENT_LENGTH\0005\000SCGI\0001\000,", text(encoder.end()));
    }

    @Test
    void octetsStayOctets() {
        encoder.begin(0);
        encoder.put("PATH_INFO", "/\u00e4\u00ff\u0001");
        assertEquals(
                "39:CONTENT_LENGTH\0000\000SCGI\0001\000PATH_INFO\000/\u00e4\u00ff\u0001\000,", text(encoder.end()));
        assertNull(encoder.holdsNul());
    }

    @Covers("scgi/nul")
    @Test
    void nulIsNoticed() {
        encoder.begin(0);
        encoder.put("HTTP_A", "x\000EVIL");
        assertEquals("HTTP_A", encoder.holdsNul());
        encoder.begin(0);
        assertNull(encoder.holdsNul());
    }

    @Test
    void sizeIsBounded() throws RequestRejectedException {
        encoder.begin(0);
        encoder.put("HTTP_A", "x".repeat(LIMIT - 24 - 8));
        encoder.size().requireWithinLimit("");
        encoder.begin(0);
        encoder.put("HTTP_A", "x".repeat(LIMIT - 24 - 7));
        RequestRejectedException refusal = assertThrows(
                RequestRejectedException.class, () -> encoder.size().requireWithinLimit("at most "));
        assertEquals(431, refusal.suggestedStatus());
    }

    /** Whatever was encoded before, a reader of netstrings gets the same pairs. */
    @Covers("scgi/netstring")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyPairsAreReadAsTheyWereWritten(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (int pair = random.nextInt(40); pair > 0; pair--) {
                pairs.put(
                        "N" + pair,
                        Bytes.text(Bytes.random(random.nextInt(400), pair)).replace('\0', '0'));
            }
            encoder.begin(i);
            pairs.forEach(encoder::put);
            Map<String, String> expected = new LinkedHashMap<>();
            expected.put("CONTENT_LENGTH", Integer.toString(i));
            expected.put("SCGI", "1");
            expected.putAll(pairs);
            assertEquals(expected, read(text(encoder.end())));
        }
    }

    private static Map<String, String> read(String netstring) {
        int colon = netstring.indexOf(':');
        assertEquals(netstring.length(), colon + 2 + Integer.parseInt(netstring.substring(0, colon)));
        assertEquals(',', netstring.charAt(netstring.length() - 1));
        String[] texts = netstring.substring(colon + 1, netstring.length() - 1).split("\0", -1);
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i + 1 < texts.length; i += 2) {
            pairs.put(texts[i], texts[i + 1]);
        }
        return pairs;
    }
}
