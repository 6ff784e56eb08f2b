package org.gateway4j.internal.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.IntStream;
import org.gateway4j.Limits;
import org.gateway4j.internal.cgi.ParsedHead.Outcome;
import org.gateway4j.internal.protocol.ResponseHead;

/** Any bytes begin with a head, or are refused, or need more: the same however they arrive. */
class ResponseHeadParserFuzzTest {

    private static final Limits LIMITS =
            Limits.defaults().withResponseHead(1024).withResponseHeaders(4);

    private final ResponseHeadParser whole = new ResponseHeadParser(LIMITS);
    private final ResponseHeadParser pieces = new ResponseHeadParser(LIMITS);

    /** The last byte of an input is the size of the pieces, the others the text. */
    @FuzzTest(maxDuration = "1m")
    void read(FuzzedDataProvider input) {
        int size = input.consumeInt(1, 256);
        byte[] text = input.consumeRemainingAsBytes();

        Outcome outcome = Outcome.of(whole, text, List.of(text.length));

        assertTrue(outcome.consumed() <= text.length);
        if (outcome.headOrMessage() instanceof ResponseHead head) {
            checkSafe(head);
        }
        assertEquals(outcome, Outcome.of(pieces, text, cuts(text.length, size)));
        assertEquals(outcome, Outcome.of(pieces, text, cuts(text.length, 1)));
    }

    private static List<Integer> cuts(int length, int size) {
        IntStream within = IntStream.iterate(size, at -> at < length, at -> at + size);
        return IntStream.concat(within, IntStream.of(length)).boxed().toList();
    }

    private static void checkSafe(ResponseHead head) {
        assertTrue(head.status() >= 200 && head.status() <= 999);
        assertTrue(head.contentLength() >= -1);
        assertTrue(head.headers().size() <= 4);
        head.headers()
                .forEach((name, value) -> assertTrue((name + value).chars().noneMatch(c -> c == '\r' || c == '\n')));
    }
}
