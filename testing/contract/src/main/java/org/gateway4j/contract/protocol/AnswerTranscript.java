package org.gateway4j.contract.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.internal.protocol.ResponseHead;

/** Reads one answer in pieces, as a driver does, and writes down what comes of it. Not safe for use by several threads. */
public final class AnswerTranscript {

    /** How input is decoded, as of {@link org.gateway4j.internal.protocol.Protocol#decode}. */
    @FunctionalInterface
    public interface Decoding {

        /**
         * Decodes until there is something to say.
         *
         * @param input consumed as far as it is understood
         * @return what was come upon
         * @throws AnswerException if it is no answer
         */
        Signal decode(ByteBuffer input) throws AnswerException;
    }

    private final Decoding decoding;
    private final Supplier<ResponseHead> head;
    private final IntSupplier available;
    private final IntConsumer taken;
    private final StringBuilder text = new StringBuilder();

    /**
     * A transcript of the next answer of a decoder.
     *
     * @param decoding how it decodes
     * @param head the head, once it was signalled
     * @param available how many bytes of the body follow in the input, which may hold fewer
     * @param taken told how many of them were taken
     */
    public AnswerTranscript(Decoding decoding, Supplier<ResponseHead> head, IntSupplier available, IntConsumer taken) {
        this.decoding = decoding;
        this.head = head;
        this.available = available;
        this.taken = taken;
    }

    /**
     * Reads a piece. Fails unless the decoder consumes all of it, but for what follows the end of the answer.
     *
     * @param piece the next bytes
     * @return the last signal
     * @throws AnswerException if it is no answer
     */
    public Signal read(ByteBuffer piece) throws AnswerException {
        int end = piece.limit();
        Signal signal = decoding.decode(piece);
        while (signal == Signal.HEAD || signal == Signal.BODY) {
            if (signal == Signal.HEAD) {
                text.append(head.get()).append("\n");
            } else {
                takeBody(piece);
            }
            signal = decoding.decode(piece);
        }
        assertEquals(end, piece.limit());
        if (signal == Signal.NEED_INPUT) {
            assertEquals(0, piece.remaining());
        } else {
            text.append(StandardCharsets.ISO_8859_1.decode(piece));
        }
        return signal;
    }

    private void takeBody(ByteBuffer piece) {
        int length = Math.min(available.getAsInt(), piece.remaining());
        text.append(StandardCharsets.ISO_8859_1.decode(piece.slice(piece.position(), length)));
        piece.position(piece.position() + length);
        taken.accept(length);
    }

    /** {@return what has come so far: the head, the body, and what follows the answer} */
    @Override
    public String toString() {
        return text.toString();
    }
}
