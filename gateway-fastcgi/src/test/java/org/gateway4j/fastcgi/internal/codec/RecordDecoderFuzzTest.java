package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.testkit.Splits;

/** Any bytes are records up to a fault, the same ones however they arrive. */
class RecordDecoderFuzzTest {

    private record Outcome(List<DecodedRecord> records, boolean refused) {

        static Outcome of(List<ByteBuffer> pieces) {
            List<DecodedRecord> records = new ArrayList<>();
            try {
                DecodedRecord.decode(pieces, records);
            } catch (AnswerException e) {
                return new Outcome(records, true);
            }
            pieces.forEach(piece -> assertEquals(0, piece.remaining()));
            return new Outcome(records, false);
        }
    }

    /** The last two bytes of an input are sizes of pieces, the others the stream. */
    @FuzzTest(maxDuration = "1m")
    void decode(FuzzedDataProvider input) {
        int first = input.consumeInt(1, 256);
        int second = input.consumeInt(1, 256);
        byte[] stream = input.consumeRemainingAsBytes();

        Outcome whole = Outcome.of(List.of(ByteBuffer.wrap(stream)));

        assertEquals(whole, Outcome.of(Splits.ofSizes(stream, first, second)));
        assertEquals(whole, Outcome.of(Splits.single(stream)));
    }
}
