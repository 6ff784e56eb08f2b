package org.gateway4j.fastcgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gateway4j.Limits;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol.Signal;
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
        StringBuilder output = new StringBuilder();
        StringBuilder errors = new StringBuilder("\nSTDERR ");
        decoder.begin(REQUEST, bytes -> errors.append(StandardCharsets.ISO_8859_1.decode(bytes)));
        try {
            for (ByteBuffer piece : pieces) {
                read(piece, output);
            }
            output.append(decoder.isEnded() ? "\nEND " + decoder.exitStatus() : "\nINCOMPLETE");
        } catch (AnswerException e) {
            output.append("\n").append(e.kind());
        }
        return output.append(errors).toString();
    }

    private void read(ByteBuffer piece, StringBuilder output) throws AnswerException {
        int end = piece.limit();
        Signal signal = decoder.decode(piece);
        while (signal == Signal.HEAD || signal == Signal.BODY) {
            if (signal == Signal.HEAD) {
                output.append(decoder.head()).append("\n");
            } else {
                output.append(StandardCharsets.ISO_8859_1.decode(take(piece)));
            }
            signal = decoder.decode(piece);
        }
        assertEquals(end, piece.limit());
        if (signal == Signal.NEED_INPUT) {
            assertEquals(0, piece.remaining());
        } else {
            output.append(StandardCharsets.ISO_8859_1.decode(piece));
        }
    }

    private ByteBuffer take(ByteBuffer piece) {
        int length = Math.min(decoder.bodyAvailable(), piece.remaining());
        ByteBuffer taken = piece.slice(piece.position(), length);
        piece.position(piece.position() + length);
        decoder.bodyTaken(length);
        return taken;
    }
}
