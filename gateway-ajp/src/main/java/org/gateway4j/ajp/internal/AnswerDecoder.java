package org.gateway4j.ajp.internal;

import java.nio.ByteBuffer;
import org.gateway4j.Headers;
import org.gateway4j.Limits;
import org.gateway4j.ajp.internal.codec.HeadReader;
import org.gateway4j.ajp.internal.codec.PacketDecoder;
import org.gateway4j.internal.protocol.AnswerException;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.protocol.Protocol.Signal;
import org.gateway4j.internal.protocol.ResponseHead;

/**
 * Reads the packets of an answer: SEND_HEADERS, SEND_BODY_CHUNK any number of times, END_RESPONSE. GET_BODY_CHUNK may come
 * between them. Heads of interim responses are skipped.
 */
final class AnswerDecoder {

    private static final ResponseHead NO_HEAD = new ResponseHead(502, "", Headers.empty(), -1, null);

    /** The part of the answer that comes next. */
    private enum Answer {
        HEAD,
        BODY,
        ENDED
    }

    private final BodyObligation obligation;
    private final PacketDecoder packets = new PacketDecoder();
    private final HeadReader headReader;
    private boolean inPacket;
    private Answer answer = Answer.ENDED;
    private ResponseHead head = NO_HEAD;
    private boolean reuse;

    AnswerDecoder(Limits limits, BodyObligation obligation) {
        this.headReader = new HeadReader(limits);
        this.obligation = obligation;
    }

    /** Resets the decoder for the answer to a request. */
    void begin() {
        packets.reset();
        headReader.reset();
        inPacket = false;
        answer = Answer.HEAD;
        head = NO_HEAD;
        reuse = false;
    }

    /** See {@link Protocol#decode}. */
    Signal decode(ByteBuffer input) throws AnswerException {
        while (answer != Answer.ENDED) {
            if (!inPacket) {
                if (!packets.next(input)) {
                    return Signal.NEED_INPUT;
                }
                startPacket();
            } else if (!input.hasRemaining()) {
                return Signal.NEED_INPUT;
            } else if (answer == Answer.BODY) {
                return Signal.BODY;
            } else if (readHead(input)) {
                return Signal.HEAD;
            }
        }
        return Signal.END;
    }

    private void startPacket() throws AnswerException {
        switch (packets.type()) {
            case SEND_HEADERS -> startHead();
            case SEND_BODY_CHUNK -> requireHead();
            case GET_BODY_CHUNK -> obligation.asked(packets.number());
            case END_RESPONSE -> end();
            case CPONG -> throw AnswerException.malformed("CPONG, which nobody asked for");
        }
        inPacket = packets.contentLeft() > 0;
    }

    private void startHead() throws AnswerException {
        if (answer != Answer.HEAD) {
            throw AnswerException.malformed("second SEND_HEADERS packet");
        }
        if (packets.contentLength() == 0) {
            throw AnswerException.malformed("empty SEND_HEADERS packet");
        }
        headReader.begin(packets.contentLength());
    }

    private void requireHead() throws AnswerException {
        if (answer == Answer.HEAD) {
            throw AnswerException.malformed(packets.type() + " packet before SEND_HEADERS");
        }
    }

    private void end() throws AnswerException {
        requireHead();
        reuse = packets.number() == 1;
        answer = Answer.ENDED;
    }

    private boolean readHead(ByteBuffer input) throws AnswerException {
        int count = Math.min(packets.contentLeft(), input.remaining());
        headReader.read(input, count);
        packets.consumed(count);
        if (packets.contentLeft() > 0) {
            return false;
        }
        inPacket = false;
        ResponseHead read = headReader.head();
        if (read == null) {
            return false;
        }
        head = read;
        answer = Answer.BODY;
        return true;
    }

    ResponseHead head() {
        return head;
    }

    /** The number of bytes of the current packet's data that are left. */
    int bodyAvailable() {
        return packets.contentLeft();
    }

    void bodyTaken(int count) {
        packets.consumed(count);
        inPacket = packets.contentLeft() > 0;
    }

    /** Whether the response has ended and the container keeps the connection. */
    boolean isKept() {
        return answer == Answer.ENDED && reuse;
    }

    String position() {
        return "before END_RESPONSE, " + packets.position();
    }
}
