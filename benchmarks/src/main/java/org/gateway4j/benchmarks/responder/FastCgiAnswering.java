package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/**
 * Answers each FastCGI request, once its last byte is there: at an empty STDIN record. Reads record headers and skips what
 * is between them.
 */
final class FastCgiAnswering implements Conversation {

    private static final int STDIN = 5;

    private final ByteBuffer header = ByteBuffer.allocate(8);
    private final Answer answer;
    private int skip;

    FastCgiAnswering(Answer answer) {
        this.answer = answer;
    }

    @Override
    public ByteBuffer reply(ByteBuffer input) {
        while (input.hasRemaining()) {
            int count = Math.min(skip, input.remaining());
            input.position(input.position() + count);
            skip -= count;
            if (skip == 0 && completesHeader(input) && endsRequest()) {
                return answer.to(header.getShort(2) & 0xFFFF);
            }
        }
        return SILENCE;
    }

    private boolean completesHeader(ByteBuffer input) {
        if (!header.hasRemaining()) {
            header.clear();
        }
        while (header.hasRemaining() && input.hasRemaining()) {
            header.put(input.get());
        }
        if (header.hasRemaining()) {
            return false;
        }
        skip = contentLength() + (header.get(6) & 0xFF);
        return true;
    }

    private boolean endsRequest() {
        return header.get(1) == STDIN && contentLength() == 0;
    }

    private int contentLength() {
        return header.getShort(4) & 0xFFFF;
    }
}
