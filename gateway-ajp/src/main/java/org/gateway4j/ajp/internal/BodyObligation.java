package org.gateway4j.ajp.internal;

import org.gateway4j.ajp.internal.codec.Packet;
import org.gateway4j.internal.protocol.AnswerException;

/**
 * Knows which packet of the request body is owed. A body of known length begins with a packet that nobody asks for.
 * Each further packet answers exactly one GET_BODY_CHUNK. The container would take a surplus packet as the next
 * request, and would wait for ever for a missing one, so exactly the owed packets are sent.
 */
final class BodyObligation {

    /** How often the end of a body is repeated to a container that keeps asking. */
    private static final int MOST_ENDS = 16;

    private enum Debt {
        /** No packet: the container must ask, or end the response. */
        NONE,
        /** The packet that follows the head of a request with a body of known length. */
        FIRST_PACKET,
        /** The answer to a GET_BODY_CHUNK. */
        ANSWER
    }

    private final int mostData;
    private Debt debt = Debt.NONE;
    private int wanted;
    private int ends;

    /** The obligation on a connection with this packet size, including the frame. */
    BodyObligation(int packetSize) {
        mostData = packetSize - Packet.DATA_OVERHEAD;
    }

    /** Starts with a request. The length is that of its body, or -1 if it is not known. */
    void begin(long length) {
        debt = length > 0 ? Debt.FIRST_PACKET : Debt.NONE;
        wanted = mostData;
        ends = 0;
    }

    /** The container asks for up to this number of bytes. */
    void asked(int count) throws AnswerException {
        if (debt != Debt.NONE) {
            throw AnswerException.malformed(
                    debt == Debt.ANSWER
                            ? "GET_BODY_CHUNK before the one before it was answered"
                            : "GET_BODY_CHUNK before the first packet of the body was sent");
        }
        if (count == 0 || ends == MOST_ENDS) {
            throw AnswerException.malformed(
                    count == 0
                            ? "GET_BODY_CHUNK for 0 bytes"
                            : "GET_BODY_CHUNK " + ends + " times after the body's end");
        }
        debt = Debt.ANSWER;
        wanted = Math.min(count, mostData);
    }

    /** The number of bytes that the owed packet may hold; 0 if no packet is owed. */
    int credit() {
        return debt == Debt.NONE ? 0 : wanted;
    }

    /** A packet with this number of bytes is sent. An empty packet ends the body. */
    void paid(int length) {
        if (length > credit() || length == 0 && debt != Debt.ANSWER) {
            throw new IllegalStateException("a packet of " + length + " bytes while " + debt + " is owed");
        }
        debt = Debt.NONE;
        if (length == 0) {
            ends++;
        }
    }
}
