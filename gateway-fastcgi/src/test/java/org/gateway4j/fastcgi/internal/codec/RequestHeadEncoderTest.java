package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.gateway4j.contract.fastcgi.ReceivedHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadEncoderTest {

    private static final int LIMIT = 1024 * 1024;

    private final RequestHeadEncoder encoder = new RequestHeadEncoder(LIMIT, false);

    @Test
    void headIsTheseBytes() {
        encoder.begin(1, Role.RESPONDER, true);
        encoder.put("REQUEST_METHOD", "GET");
        encoder.put("HTTP_X_FOO_BAR", "\u00e9");
        assertEquals(Hex.text(Hex.bytes("""
                        01 01 0001 0008 00 00  0001 01 0000000000
                        01 04 0001 0024 00 00
                        0e03 524551554553545f4d4554484f44 474554
                        0e01 485454505f585f464f4f5f424152 e9
                        01 04 0001 0000 00 00
                        """)), Hex.text(encoder.end()));
    }

    @Test
    void paddedHeadIsTheseBytes() {
        RequestHeadEncoder padded = new RequestHeadEncoder(LIMIT, true);
        padded.begin(1, Role.AUTHORIZER, true);
        padded.put("REQUEST_METHOD", "GET");
        assertEquals(Hex.text(Hex.bytes("""
                        01 01 0001 0008 00 00  0002 01 0000000000
                        01 04 0001 0013 05 00
                        0e03 524551554553545f4d4554484f44 474554  0000000000
                        01 04 0001 0000 00 00
                        """)), Hex.text(padded.end()));
    }

    @Test
    void emptyStdinBehindAPaddedHeadIsNotPadded() {
        RequestHeadEncoder padded = new RequestHeadEncoder(LIMIT, true);
        padded.begin(1, Role.FILTER, false);
        padded.put("A", "12345");
        assertEquals(Hex.text(Hex.bytes("""
                        01 01 0001 0008 00 00  0003 00 0000000000
                        01 04 0001 0008 00 00  0105 41 3132333435
                        01 04 0001 0000 00 00  01 05 0001 0000 00 00
                        """)), Hex.text(padded.endWithEmptyStdin()));
    }

    /** PHP-FPM closes the connection without a word on a record of more than 65535 bytes with its padding. */
    @Test
    void contentAndPaddingTogetherFitSixteenBits() {
        RequestHeadEncoder padded = new RequestHeadEncoder(LIMIT, true);
        for (int value = 65_500; value < 65_530; value++) {
            padded.begin(1, Role.RESPONDER, true);
            padded.put("A", "x".repeat(value));
            ByteBuffer head = padded.end();
            if (padded.oversized() == null) {
                int content = head.getShort(16 + 4) & 0xFFFF;
                assertTrue(content + head.get(16 + 6) <= 65_528, "content of " + content);
            } else {
                assertTrue(value > 65_528 - 6, "refused with a value of " + value);
            }
        }
    }

    @Test
    void paddedHeadIsNeverLargerThanItsLimit() {
        for (int value = 1_900; value < 2_000; value++) {
            RequestHeadEncoder padded = new RequestHeadEncoder(2_000, true);
            padded.begin(1, Role.RESPONDER, true);
            padded.put("NAME", "x".repeat(value));
            if (padded.oversized() == null) {
                int size = padded.end().remaining();
                assertTrue(size <= 2_000, () -> size + " bytes");
            }
        }
    }

    @Test
    void headWithoutVariablesHasTheEmptyRecordOnly() {
        encoder.begin(65_535, Role.FILTER, false);
        assertEquals(
                Hex.text(Hex.bytes("01 01 ffff 0008 00 00  0003 00 0000000000  01 04 ffff 0000 00 00")),
                Hex.text(encoder.end()));
    }

    @Test
    void lengthsOf127And128AreWrittenInOneAndFourBytes() {
        encoder.begin(1, Role.RESPONDER, true);
        encoder.put("N".repeat(127), "v".repeat(128));
        encoder.put("M".repeat(128), "w".repeat(127));
        String head = Hex.text(encoder.end()).substring(2 * 24);
        assertEquals(
                "7f80000080" + "4e".repeat(127) + "76".repeat(128) + "800000807f" + "4d".repeat(128) + "77".repeat(127)
                        + "0104000100000000",
                head);
    }

    @Test
    void largestPairFillsARecordOfItsOwn() {
        encoder.begin(7, Role.RESPONDER, true);
        encoder.put("A", "first");
        encoder.put("B", "x".repeat(65_535 - 1 - 1 - 4));
        encoder.put("C", "last");
        List<Integer> sizes = new ArrayList<>();
        assertEquals(Map.of("A", "first", "B", "x".repeat(65_529), "C", "last"), readPairs(encoder.end(), 7, sizes));
        assertEquals(List.of(8, 65_535, 7, 0), sizes);
    }

    @Test
    void pairThatFitsNoRecordIsNamedAndTheNextHeadIsNotAffected() {
        encoder.begin(1, Role.RESPONDER, true);
        encoder.put("A", "first");
        encoder.put("HTTP_LONG", "x".repeat(65_535));
        encoder.put("HTTP_LONGER", "x".repeat(70_000));
        assertEquals("HTTP_LONG", encoder.oversized());
        encoder.begin(2, Role.RESPONDER, true);
        encoder.put("A", "again");
        assertNull(encoder.oversized());
        assertEquals(Map.of("A", "again"), readPairs(encoder.end(), 2, new ArrayList<>()));
    }

    @Test
    void pairOneByteTooLongIsNamed() {
        encoder.begin(1, Role.RESPONDER, true);
        encoder.put("HTTP_X", "x".repeat(65_535 - 1 - 4 - 6 + 1));
        assertEquals("HTTP_X", encoder.oversized());
    }

    @Test
    void limitBoundsTheWholeHead() {
        RequestHeadEncoder small = new RequestHeadEncoder(2_000, false);
        small.begin(1, Role.RESPONDER, true);
        int put = 0;
        while (small.oversized() == null) {
            small.put("N" + put++, "x".repeat(100));
        }
        assertEquals("N" + (put - 1), small.oversized());
        assertEquals(18, put - 1);
    }

    @Test
    void headIsNeverLargerThanItsLimit() {
        for (int value = 1; value < 2_100; value++) {
            RequestHeadEncoder small = new RequestHeadEncoder(2_000, false);
            small.begin(1, Role.RESPONDER, true);
            small.put("NAME", "x".repeat(value));
            int length = value;
            if (small.oversized() == null) {
                int size = small.end().remaining();
                assertTrue(size <= 2_000, () -> size + " bytes with a value of " + length);
            } else {
                assertTrue(value > 1_900, () -> "refused with a value of " + length);
            }
        }
    }

    /** Bytes of the request before must not be seen in reserved fields (haproxy once told applications its memory). */
    @Test
    void nothingOfTheHeadBeforeIsLeft() {
        encoder.begin(65_535, Role.FILTER, true);
        for (int i = 0; i < 20; i++) {
            encoder.put("\u00ff".repeat(100), "\u00ff".repeat(10_000));
        }
        encoder.end();
        RequestHeadEncoder fresh = new RequestHeadEncoder(LIMIT, false);
        assertEquals(Hex.text(smallHead(fresh)), Hex.text(smallHead(encoder)));
    }

    private static ByteBuffer smallHead(RequestHeadEncoder encoder) {
        encoder.begin(3, Role.RESPONDER, false);
        encoder.put("QUERY_STRING", "");
        encoder.put("LONG", "y".repeat(300));
        return encoder.end();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noPairStraddlesTwoRecords(long seed) {
        Random random = new Random(seed);
        for (int head = 0; head < 25; head++) {
            Map<String, String> pairs = new LinkedHashMap<>();
            int id = 1 + random.nextInt(65_535);
            encoder.begin(id, Role.RESPONDER, true);
            for (int i = random.nextInt(40); i >= 0; i--) {
                String name = "N" + i + "_".repeat(random.nextInt(200));
                String value = "v".repeat(random.nextInt(random.nextInt(6) == 0 ? 60_000 : 300));
                pairs.put(name, value);
                encoder.put(name, value);
            }
            if (encoder.oversized() == null) {
                assertEquals(pairs, readPairs(encoder.end(), id, new ArrayList<>()));
            }
        }
    }

    /** A head whose pairs are partly in the buffer already has the bytes of one that is written from nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void headAfterOthersLikeItHasTheBytesOfAFirstOne(long seed) {
        Random random = new Random(seed);
        boolean padding = seed % 2 == 0;
        RequestHeadEncoder reused = new RequestHeadEncoder(200_000, padding);
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int head = 0; head < 2_000; head++) {
            change(pairs, random);
            RequestHeadEncoder fresh = new RequestHeadEncoder(200_000, padding);
            assertEquals(head(fresh, pairs), head(reused, pairs), "head " + head);
            assertEquals(fresh.oversized(), reused.oversized());
        }
    }

    /** Changes, inserts or removes a few pairs; mostly small ones, of a few lengths, so that places recur. */
    private static void change(List<Map.Entry<String, String>> pairs, Random random) {
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(pairs.size() + 1);
            if (at < pairs.size() && random.nextInt(3) == 0) {
                pairs.remove(at);
            }
            if (pairs.size() < 100 && random.nextInt(3) != 0) {
                int length = random.nextInt(60) == 0 ? 20_000 + random.nextInt(60_000) : 8 * random.nextInt(3);
                String value = String.valueOf((char) ('a' + random.nextInt(3))).repeat(length);
                pairs.add(Math.min(at, pairs.size()), Map.entry("N" + random.nextInt(3), value));
            }
        }
        if (random.nextInt(20) == 0) {
            pairs.removeIf(pair -> pair.getValue().length() > 1_000);
        }
    }

    private static String head(RequestHeadEncoder encoder, List<Map.Entry<String, String>> pairs) {
        encoder.begin(1, Role.RESPONDER, true);
        pairs.forEach(pair -> encoder.put(pair.getKey(), pair.getValue()));
        return Hex.text(encoder.end());
    }

    /** Reads each PARAMS record by itself, as PHP-FPM does, and checks every byte that carries no pair. */
    private static Map<String, String> readPairs(ByteBuffer head, int id, List<Integer> sizes) {
        Map<String, String> pairs = new LinkedHashMap<>();
        head.position(head.position() + 16);
        while (head.hasRemaining()) {
            assertEquals(0x0104, head.getShort());
            assertEquals((short) id, head.getShort());
            int size = head.getShort() & 0xFFFF;
            assertEquals(0, head.getShort(), "padding and reserved byte");
            sizes.add(size);
            ByteBuffer content = head.slice(head.position(), size);
            head.position(head.position() + size);
            ReceivedHead.readPairs(content, pairs);
        }
        assertEquals(0, sizes.get(sizes.size() - 1));
        return pairs;
    }
}
