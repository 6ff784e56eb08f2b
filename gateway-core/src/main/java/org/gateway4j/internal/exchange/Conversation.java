package org.gateway4j.internal.exchange;

import java.nio.ByteBuffer;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.protocol.ErrorOutput;
import org.gateway4j.internal.protocol.Protocol;

/**
 * The state of a connection that its exchanges use, with any driver: the protocol, the sending and the receiving half, the
 * received bytes, the deadlines. It lives as long as the connection and serves one exchange after the other, so an exchange
 * allocates none of it. Used by one thread at a time.
 */
public final class Conversation<Q> {

    private final Protocol<Q> protocol;
    private final ByteBuffer input;
    private final RequestFrames frames;
    private final AnswerReader answer;
    private final Deadlines deadlines = new Deadlines();

    /**
     * The conversation of a new connection.
     *
     * @param input what was received and not yet consumed, always in reading position
     * @param wakeUp run by any thread when a request body that had nothing has more
     */
    public Conversation(Protocol<Q> protocol, ByteBuffer input, BufferSource buffers, Runnable wakeUp) {
        this.protocol = protocol;
        this.input = input;
        this.frames = new RequestFrames(protocol, buffers, wakeUp);
        this.answer = new AnswerReader(protocol, input);
    }

    /** Begins an exchange; if the request cannot be encoded, another one can begin. */
    void begin(PreparedRequest<Q> prepared, ErrorOutput errors) throws RequestRejectedException {
        ByteBuffer head = protocol.begin(prepared.call(), prepared.body(), errors);
        frames.begin(head, prepared.body());
        answer.begin();
        deadlines.begin(prepared.backend().timeoutNanos(), prepared.deadline());
    }

    /** Ends an exchange. The body of its request is not kept. */
    void end() {
        frames.end();
    }

    public Protocol<Q> protocol() {
        return protocol;
    }

    public ByteBuffer input() {
        return input;
    }

    public RequestFrames frames() {
        return frames;
    }

    public AnswerReader answer() {
        return answer;
    }

    public Deadlines deadlines() {
        return deadlines;
    }
}
