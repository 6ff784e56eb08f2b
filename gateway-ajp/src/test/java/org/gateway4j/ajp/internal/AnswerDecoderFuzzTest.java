package org.gateway4j.ajp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import org.gateway4j.Limits;
import org.gateway4j.ajp.internal.codec.Packet;
import org.gateway4j.contract.protocol.AnswerTranscript;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.testkit.Splits;
import org.gateway4j.testkit.conformance.Covers;

/** Any bytes are an answer or a refusal, the same one however they arrive, with the same output before it. */
class AnswerDecoderFuzzTest {

    private static final Limits LIMITS =
            Limits.defaults().withResponseHead(1024).withResponseHeaders(4);

    private final BodyObligation obligation = new BodyObligation(Packet.USUAL_SIZE);
    private final AnswerDecoder decoder = new AnswerDecoder(LIMITS, obligation);

    /** The last two bytes of an input are sizes of pieces, the others the answer to a request without a body. */
    @FuzzTest(maxDuration = "30s")
    @Covers("ajp/lighttpd-3170")
    void decode(FuzzedDataProvider input) {
        int first = input.consumeInt(1, 256);
        int second = input.consumeInt(1, 256);
        byte[] answer = input.consumeRemainingAsBytes();

        String whole = transcript(List.of(ByteBuffer.wrap(answer)));

        assertEquals(whole, transcript(Splits.ofSizes(answer, first, second)));
        assertEquals(whole, transcript(Splits.single(answer)));
    }

    /** All that comes of the pieces, and what is owed then: nothing is paid, so a second question is refused. */
    private String transcript(List<ByteBuffer> pieces) {
        AnswerTranscript output =
                new AnswerTranscript(decoder::decode, decoder::head, decoder::bodyAvailable, decoder::bodyTaken);
        String end;
        obligation.begin(0);
        decoder.begin();
        Signal last = Signal.NEED_INPUT;
        try {
            for (ByteBuffer piece : pieces) {
                last = output.read(piece);
            }
            end = last + (decoder.isKept() ? ", kept" : "");
        } catch (AnswerException e) {
            assertFalse(e.getMessage().isBlank());
            end = e.kind().toString();
        }
        return output + "\n" + end + ", owed " + obligation.credit();
    }
}
