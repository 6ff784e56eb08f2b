package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/** Answers a uwsgi request without a body, once the last byte of its variables is there. */
final class UwsgiAnswering implements Conversation {

    private static final int HEADER = 4;

    private int seen;
    private int size;

    private final Answer answer;

    UwsgiAnswering(Answer answer) {
        this.answer = answer;
    }

    @Override
    public ByteBuffer reply(ByteBuffer input) {
        while (seen < HEADER && input.hasRemaining()) {
            int next = input.get() & 0xFF;
            size += seen == 1 ? next : seen == 2 ? next << 8 : 0;
            seen++;
        }
        int count = Math.min(size, input.remaining());
        input.position(input.position() + count);
        size -= count;
        return seen == HEADER && size == 0 ? answer.to(0) : SILENCE;
    }
}
