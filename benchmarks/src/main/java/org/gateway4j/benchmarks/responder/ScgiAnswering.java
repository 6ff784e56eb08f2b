package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/** Answers an SCGI request without a body, once the last byte of its netstring is there. */
final class ScgiAnswering implements Conversation {

    private final Answer answer;
    private int length;
    private boolean inContent;

    ScgiAnswering(Answer answer) {
        this.answer = answer;
    }

    @Override
    public ByteBuffer reply(ByteBuffer input) {
        while (!inContent && input.hasRemaining()) {
            byte next = input.get();
            inContent = next == ':';
            length = inContent ? length + 1 : 10 * length + next - '0';
        }
        int count = Math.min(length, input.remaining());
        input.position(input.position() + count);
        length -= count;
        return inContent && length == 0 ? answer.to(0) : SILENCE;
    }
}
