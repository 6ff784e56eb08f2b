package org.gateway4j.internal.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.gateway4j.Limits;
import org.gateway4j.internal.cgi.ParsedHead.Outcome;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.ResponseHead;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads with random damage: any of them is a head or an {@link AnswerException}, however it arrives. */
class ResponseHeadPropertyTest {

    private static final String[] SEEDS = {
        "Status: 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 12\r\nSet-Cookie: a=b\r\n\r\nbody",
        "HTTP/1.1 200 OK\nX: y\nConnection: close\nX-Accel-Redirect: /x\n\nbody",
        "Location: /next?a=b\n\n",
        "A:1\nB:\t2 \nLocation: http://h/\n\n\n"
    };
    private static final String SPICE = "\0\t\n\r :HTTP/1209Status\u007F\u0080\u00FF";
    private static final int ROUNDS = 10_000;

    private final Limits limits = Limits.defaults().withResponseHead(1024).withResponseHeaders(4);
    private final ResponseHeadParser pieces = new ResponseHeadParser(limits);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOutcomeDependsNeitherOnTheSplitNorOnEarlierHeads(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(random);
            Outcome expected = Outcome.of(new ResponseHeadParser(limits), bytes, List.of(bytes.length));
            assertEquals(
                    expected,
                    Outcome.of(pieces, bytes, randomCuts(random, bytes.length)),
                    () -> Octets.printable(bytes, 0, bytes.length));
            if (expected.headOrMessage() instanceof ResponseHead head) {
                checkSafe(head);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5})
    void neverReadsBeyondWhatItMay(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = damaged(random);
            int most = random.nextInt(bytes.length + 2);
            ByteBuffer input = ByteBuffer.wrap(bytes);
            pieces.reset();
            try {
                boolean complete = pieces.read(input, most);
                assertTrue(complete || input.position() == Math.min(most, bytes.length));
            } catch (AnswerException e) {
                assertEquals(AnswerException.Kind.MALFORMED, e.kind());
            }
            assertTrue(input.position() <= most);
            assertTrue(pieces.size() <= most);
        }
    }

    private static void checkSafe(ResponseHead head) {
        assertTrue(head.status() >= 200 && head.status() <= 999);
        assertTrue(head.contentLength() >= -1);
        assertTrue(head.headers().size() <= 4);
        checkOctets(head.reason());
        head.headers().forEach((name, value) -> checkOctets(name + value));
    }

    private static void checkOctets(String text) {
        assertTrue(text.chars().allMatch(c -> c >= ' ' && c != 0x7F && c <= 0xFF || c == '\t'), text);
    }

    private static byte[] damaged(Random random) {
        StringBuilder text = new StringBuilder(SEEDS[random.nextInt(SEEDS.length)]);
        for (int n = random.nextInt(5); n > 0; n--) {
            int at = random.nextInt(text.length());
            char spice = SPICE.charAt(random.nextInt(SPICE.length()));
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, spice);
                case 1 -> text.insert(at, spice);
                case 2 -> text.deleteCharAt(at);
                case 3 -> text.insert(at, text.substring(random.nextInt(at + 1), at));
                default -> text.insert(at, String.valueOf(spice).repeat(random.nextInt(600)));
            }
        }
        return text.toString().getBytes(ISO_8859_1);
    }

    private static List<Integer> randomCuts(Random random, int length) {
        List<Integer> cuts = new ArrayList<>();
        for (int at = 0; at < length; at += 1 + random.nextInt(20)) {
            cuts.add(at);
        }
        cuts.add(length);
        return cuts;
    }
}
