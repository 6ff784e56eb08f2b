package org.gateway4j.scgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import org.gateway4j.Limits;
import org.gateway4j.contract.onerequest.BeginFacts;
import org.gateway4j.contract.protocol.AnswerTranscript;
import org.gateway4j.internal.cgi.MetaVariables;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.testkit.Splits;

/** Any bytes are an answer or a refusal, the same one however they arrive, with the same output before it. */
class ScgiAnswerFuzzTest {

    private static final Limits LIMITS =
            Limits.defaults().withResponseHead(1024).withResponseHeaders(4);

    private final ScgiProtocol protocol = new ScgiProtocol(new MetaVariables("g4j", true), LIMITS);

    /** The last two bytes of an input are sizes of pieces, the others the answer. */
    @FuzzTest(maxDuration = "20s")
    void decode(FuzzedDataProvider input) throws Exception {
        int first = input.consumeInt(1, 256);
        int second = input.consumeInt(1, 256);
        byte[] answer = input.consumeRemainingAsBytes();

        String whole = transcript(List.of(ByteBuffer.wrap(answer)));

        assertEquals(whole, transcript(Splits.ofSizes(answer, first, second)));
        assertEquals(whole, transcript(Splits.single(answer)));
    }

    private String transcript(List<ByteBuffer> pieces) throws Exception {
        BeginFacts.GET.begin(protocol);
        AnswerTranscript output =
                new AnswerTranscript(protocol::decode, protocol::head, protocol::bodyAvailable, protocol::bodyTaken);
        try {
            for (ByteBuffer piece : pieces) {
                output.read(piece);
            }
            return output + "\n" + protocol.endOfInput() + " " + protocol.position();
        } catch (AnswerException e) {
            return output + "\n" + e.kind();
        }
    }
}
