package org.gateway4j.uwsgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets, written by hand from the description of the protocol. */
class VariablesEncoderTest {

    private final VariablesEncoder encoder = new VariablesEncoder(Packet.MAX_CONTENT, 0, 0);

    private static byte[] bytes(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static String hex(ByteBuffer encoded) {
        return HexFormat.of().formatHex(bytes(encoded));
    }

    @Covers("uwsgi/header")
    @Test
    void noVariables() {
        encoder.begin();
        assertEquals("00" + "0000" + "00", hex(encoder.end()));
    }

    /** A=b and CD without a value: 1 + 1 and 2 + 0 octets, and four sizes of two bytes. */
    @Covers("uwsgi/sizes")
    @Test
    void twoVariables() {
        encoder.begin();
        encoder.put("A", "b");
        encoder.put("CD", "");
        assertEquals(
                "00" + "0c00" + "00" + "0100" + "41" + "0100" + "62" + "0200" + "4344" + "0000", hex(encoder.end()));
    }

    @Covers("uwsgi/header")
    @Test
    void modifiersAreTheFirstAndTheFourthByte() {
        VariablesEncoder perl = new VariablesEncoder(Packet.MAX_CONTENT, 5, 255);
        perl.begin();
        assertEquals("05" + "0000" + "ff", hex(perl.end()));
    }

    /** 1 + 258 octets and two sizes are 263, or 0x0107; 258 is 0x0102. The lower byte comes first. */
    @Covers("uwsgi/sizes")
    @Test
    void sizesAreLittleEndian() {
        encoder.begin();
        encoder.put("A", "\u00ff".repeat(258));
        assertEquals("00" + "0701" + "00" + "0100" + "41" + "0201" + "ff".repeat(258), hex(encoder.end()));
    }

    @Covers("uwsgi/limit")
    @Test
    void largestPacket() throws RequestRejectedException {
        encoder.begin();
        encoder.put("A", "x".repeat(65_530));
        encoder.size().requireWithinLimit("");
        byte[] packet = bytes(encoder.end());
        assertEquals(65_539, packet.length);
        assertEquals("00ffff00" + "010041" + "faff", HexFormat.of().formatHex(packet, 0, 9));
    }

    @Covers("uwsgi/limit")
    @Test
    void oneByteMoreIsRefused() {
        encoder.begin();
        encoder.put("HTTP_COOKIE", "x".repeat(65_521));
        RequestRejectedException refusal = assertThrows(
                RequestRejectedException.class, () -> encoder.size().requireWithinLimit("at most "));
        assertEquals(431, refusal.suggestedStatus());
        assertEquals("variables have 65536 bytes, of which HTTP_COOKIE has 65536; at most 65535", refusal.getMessage());
    }

    @Covers("uwsgi/limit")
    @Test
    void longTargetIsRefusedAsSuch() {
        encoder.begin();
        encoder.put("REQUEST_URI", "x".repeat(70_000));
        RequestRejectedException refusal = assertThrows(
                RequestRejectedException.class, () -> encoder.size().requireWithinLimit(""));
        assertEquals(414, refusal.suggestedStatus());
    }

    @Covers("uwsgi/sizes")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyPairsAreReadAsTheyWereWritten(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (int pair = random.nextInt(40); pair > 0; pair--) {
                pairs.put("N" + pair, Bytes.text(Bytes.random(random.nextInt(1500), pair)));
            }
            encoder.begin();
            pairs.forEach(encoder::put);
            assertEquals(pairs, read(bytes(encoder.end())));
        }
    }

    private static Map<String, String> read(byte[] packet) {
        ByteBuffer content = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(packet.length - 4, content.getShort(1) & 0xFFFF);
        content.position(4);
        Map<String, String> pairs = new LinkedHashMap<>();
        while (content.hasRemaining()) {
            String name = text(content);
            pairs.put(name, text(content));
        }
        return pairs;
    }

    private static String text(ByteBuffer content) {
        byte[] bytes = new byte[content.getShort() & 0xFFFF];
        content.get(bytes);
        return Bytes.text(bytes);
    }
}
