package org.gateway4j.fastcgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gateway4j.Limits;
import org.gateway4j.contract.protocol.AnswerTranscript;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.conformance.Covers;

/** Any bytes are an answer or a refusal, the same one however they arrive, with the same output before it. */
class AnswerDecoderFuzzTest {

    private static final int REQUEST = 1;
    private static final Limits LIMITS =
            Limits.defaults().withResponseHead(1024).withResponseHeaders(4);

    private final AnswerDecoder decoder = new AnswerDecoder(LIMITS);

    /** The last two bytes of an input are sizes of pieces, the others the answer to request 1. */
    @FuzzTest(maxDuration = "20s")
    @Covers("fastcgi/malformed-splits")
    void decode(FuzzedDataProvider input) {
        int first = input.consumeInt(1, 256);
        int second = input.consumeInt(1, 256);
        byte[] answer = input.consumeRemainingAsBytes();

        String whole = transcript(List.of(ByteBuffer.wrap(answer)));

        assertEquals(whole, transcript(Splits.ofSizes(answer, first, second)));
        assertEquals(whole, transcript(Splits.single(answer)));
    }

    /** All that comes of the pieces, each stream by itself: how they interleave is the application's affair. */
    private String transcript(List<ByteBuffer> pieces) {
        AnswerTranscript output =
                new AnswerTranscript(decoder::decode, decoder::head, decoder::bodyAvailable, decoder::bodyTaken);
        String end;
        StringBuilder errors = new StringBuilder("\nSTDERR ");
        decoder.begin(REQUEST, bytes -> errors.append(StandardCharsets.ISO_8859_1.decode(bytes)));
        try {
            for (ByteBuffer piece : pieces) {
                output.read(piece);
            }
            end = decoder.isEnded() ? "\nEND " + decoder.exitStatus() : "\nINCOMPLETE";
        } catch (AnswerException e) {
            end = "\n" + e.kind();
        }
        return output + end + errors;
    }
}
