package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/** Answers each FastCGI request, once its last byte is there. */
final class FastCgiAnswering implements Conversation {

    private final FastCgiRequestScanner requests = new FastCgiRequestScanner();
    private final Answer answer;

    FastCgiAnswering(Answer answer) {
        this.answer = answer;
    }

    @Override
    public ByteBuffer reply(ByteBuffer input) {
        int request = requests.next(input);
        return request == FastCgiRequestScanner.NONE ? SILENCE : answer.to(request);
    }
}
