package org.gateway4j.ajp.internal.codec;

import java.nio.ByteBuffer;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.protocol.AnswerException;

/**
 * Finds the container's packets in a stream of bytes that comes in pieces of any size. The decoder consumes the frame,
 * the type, and the number that some types have. The caller consumes content, and reports its size with
 * {@link #consumed}.
 */
public final class PacketDecoder {

    /** Frame and type. */
    private static final int TYPED = Packet.HEADER_SIZE + 1;

    private final byte[] head = new byte[TYPED + 2];
    private int headSize;
    private int headWanted = TYPED;
    private MessageType type = MessageType.CPONG;
    private int contentLength;
    private int contentLeft;
    private int terminatorLeft;

    /** Drops a packet in progress. */
    public void reset() {
        headSize = 0;
        headWanted = TYPED;
        contentLeft = 0;
        terminatorLeft = 0;
    }

    /**
     * Goes to the next packet. The content of the previous packet must have been consumed.
     *
     * @return false if the input ended before the content of a packet began
     * @throws AnswerException if these are not packets that a container may send
     */
    public boolean next(ByteBuffer input) throws AnswerException {
        if (!skipTerminator(input)) {
            return false;
        }
        if (headSize == headWanted) {
            headSize = 0;
            headWanted = TYPED;
        }
        if (headSize < TYPED) {
            if (!fill(input)) {
                return false;
            }
            readType();
        }
        if (!fill(input)) {
            return false;
        }
        readLengths();
        return true;
    }

    private boolean fill(ByteBuffer input) throws AnswerException {
        int count = Math.min(headWanted - headSize, input.remaining());
        input.get(head, headSize, count);
        headSize += count;
        if (headSize > 0 && head[0] != 'A' || headSize > 1 && head[1] != 'B') {
            throw AnswerException.malformed(
                    "not an AJP packet from a container: it begins " + Octets.printable(head, 0, headSize));
        }
        return headSize == headWanted;
    }

    private void readType() throws AnswerException {
        MessageType found = payload() == 0 ? null : MessageType.of(head[Packet.HEADER_SIZE] & 0xFF);
        if (found == null) {
            throw AnswerException.malformed(
                    payload() == 0
                            ? "empty packet"
                            : "unexpected packet of type " + (head[Packet.HEADER_SIZE] & 0xFF) + " and " + payload()
                                    + " bytes");
        }
        type = found;
        headWanted = TYPED + found.numberSize();
        int rest = payload() - 1 - found.numberSize();
        if (rest < 0 || rest > 0 && !found.hasContent()) {
            throw AnswerException.malformed(found + " packet of " + payload() + " bytes");
        }
    }

    private void readLengths() throws AnswerException {
        int rest = payload() - 1 - type.numberSize();
        contentLength = type == MessageType.SEND_BODY_CHUNK ? number() : rest;
        contentLeft = contentLength;
        terminatorLeft = rest - contentLength;
        if (terminatorLeft < 0 || terminatorLeft > 1) {
            throw AnswerException.malformed("SEND_BODY_CHUNK packet of " + payload() + " bytes says that it has "
                    + number() + " bytes of data");
        }
    }

    private boolean skipTerminator(ByteBuffer input) throws AnswerException {
        if (terminatorLeft > 0 && input.hasRemaining()) {
            byte terminator = input.get();
            terminatorLeft = 0;
            if (terminator != 0) {
                throw AnswerException.malformed("data of a SEND_BODY_CHUNK packet is followed by 0x%02x, not by NUL"
                        .formatted(terminator & 0xFF));
            }
        }
        return terminatorLeft == 0;
    }

    private int payload() {
        return unsignedShort(2);
    }

    private int unsignedShort(int index) {
        return (head[index] & 0xFF) << 8 | head[index + 1] & 0xFF;
    }

    /** The current packet's type. */
    public MessageType type() {
        return type;
    }

    /**
     * The number that follows the type: the length of the data, the length that the container wants, or whether to
     * reuse the connection.
     */
    public int number() {
        return type.numberSize() == 2 ? unsignedShort(TYPED) : head[TYPED] & 0xFF;
    }

    /** The length of the current packet's whole content. */
    public int contentLength() {
        return contentLength;
    }

    /** The number of content bytes that were not consumed. */
    public int contentLeft() {
        return contentLeft;
    }

    /** Reports that this number of content bytes was consumed. */
    public void consumed(int count) {
        contentLeft -= count;
    }

    /** The position of decoding in the stream of packets, for an error message. */
    public String position() {
        if (headSize == 0) {
            return "before any packet";
        }
        if (headSize < headWanted) {
            return "within the beginning of a packet (" + headSize + " of " + headWanted + " bytes)";
        }
        String packet = "a " + type + " packet";
        if (contentLeft > 0) {
            return "within " + packet + " (" + (contentLength - contentLeft) + " of " + contentLength + " bytes)";
        }
        return terminatorLeft > 0 ? "before the last byte of " + packet : "after " + packet;
    }
}
