package org.gateway4j.ajp.internal;

import org.gateway4j.ajp.internal.codec.Packet;
import org.gateway4j.internal.protocol.AnswerException;

/**
 * Which packets of the request body are owed. A body of known length begins with a packet that nobody asks for; each further
 * one answers exactly one GET_BODY_CHUNK. A packet too many would be taken for the next request, one too few would leave the
 * container waiting, so neither is ever sent.
 */
final class BodyObligation {

    /** How often the end of a body is repeated to a container that goes on asking. */
    private static final int MOST_ENDS = 16;

    private enum Debt {
        /** None: it is for the container to ask, or to end the response. */
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

    /** The obligation on connections with a packet size, frame included. */
    BodyObligation(int packetSize) {
        mostData = packetSize - Packet.DATA_OVERHEAD;
    }

    /** Starts with a request whose body has a length, or -1 if that is not known. */
    void begin(long length) {
        debt = length > 0 ? Debt.FIRST_PACKET : Debt.NONE;
        wanted = mostData;
        ends = 0;
    }

    /** The container asks for up to so many bytes. */
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

    /** How many bytes the packet that is owed may hold; 0 if none is. */
    int credit() {
        return debt == Debt.NONE ? 0 : wanted;
    }

    /** A packet with so many bytes is sent; an empty one says that the body has ended. */
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
