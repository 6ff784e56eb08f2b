package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/** Asks for the body of each AJP13 request as a container does, then answers it. */
final class AjpAnswering implements Conversation {

    private static final int HEADER = 4;
    private static final int FORWARD_REQUEST = 2;
    private static final int GET = 2;
    private static final int CPING = 10;
    private static final int CONTENT_LENGTH = 0xA008;
    /** Of a packet with a part of a body, beside its content. */
    private static final int BODY_FRAME = 6;

    private final ByteBuffer packet = ByteBuffer.allocate(Service.LARGEST_PACKET);
    private final ByteBuffer pong = ByteBuffer.wrap(new byte[] {'A', 'B', 0, 1, 9});
    private final ByteBuffer wish = ByteBuffer.allocate(7);
    private final Answer answer;
    private final int largest;
    private boolean inBody;
    private long body;
    private int skip;

    AjpAnswering(Answer answer, int packetSize) {
        this.answer = answer;
        this.largest = packetSize - BODY_FRAME;
    }

    @Override
    public ByteBuffer reply(ByteBuffer input) {
        while (input.hasRemaining()) {
            ByteBuffer reply = inBody ? receiveBody(input) : receiveMessage(input);
            if (reply.hasRemaining()) {
                return reply;
            }
        }
        return SILENCE;
    }

    private ByteBuffer receiveMessage(ByteBuffer input) {
        if (!fill(input, HEADER) || !fill(input, HEADER + length())) {
            return SILENCE;
        }
        int type = packet.get(HEADER);
        body = type == FORWARD_REQUEST && packet.get(HEADER + 1) != GET ? contentLength() : 0;
        inBody = body > 0;
        packet.clear();
        if (type == CPING) {
            return pong.clear();
        }
        return inBody ? SILENCE : answer.to(0);
    }

    /** The content of a body's packets is skipped where it is. */
    private ByteBuffer receiveBody(ByteBuffer input) {
        if (packet.position() < HEADER) {
            if (!fill(input, HEADER)) {
                return SILENCE;
            }
            skip = length();
            body -= Math.max(0, skip - 2);
        }
        int count = Math.min(skip, input.remaining());
        input.position(input.position() + count);
        skip -= count;
        if (skip > 0) {
            return SILENCE;
        }
        packet.clear();
        inBody = body > 0;
        return inBody ? wish() : answer.to(0);
    }

    private ByteBuffer wish() {
        wish.clear().put((byte) 'A').put((byte) 'B').putShort((short) 3).put((byte) 6);
        return wish.putShort((short) Math.min(body, largest)).flip();
    }

    private boolean fill(ByteBuffer input, int size) {
        while (packet.position() < size && input.hasRemaining()) {
            int count = Math.min(size - packet.position(), input.remaining());
            packet.put(packet.position(), input, input.position(), count).position(packet.position() + count);
            input.position(input.position() + count);
        }
        return packet.position() >= size;
    }

    private int length() {
        return packet.getShort(2) & 0xFFFF;
    }

    private long contentLength() {
        for (int at = HEADER; at < packet.position() - 4; at++) {
            if ((packet.getShort(at) & 0xFFFF) == CONTENT_LENGTH) {
                return number(at + 4, packet.getShort(at + 2));
            }
        }
        return 0;
    }

    private long number(int at, int digits) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            value = 10 * value + packet.get(at + i) - '0';
        }
        return value;
    }
}
