package org.gateway4j.ajp.internal;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.ajp.internal.codec.MessageType;
import org.gateway4j.ajp.internal.codec.Packet;
import org.gateway4j.ajp.internal.codec.PacketDecoder;
import org.gateway4j.internal.blocking.ProbeConnection;
import org.gateway4j.internal.protocol.AnswerException;

/** Sends CPING and reads its answer, outside of any exchange. */
public final class PingExchange {

    private PingExchange() {}

    /** Asks, and returns when the answer is there. */
    public static void ping(ProbeConnection connection) throws GatewayException {
        connection.send(Packet.cping());
        ByteBuffer answer = ByteBuffer.allocate(Packet.USUAL_SIZE);
        try {
            do {
                connection.receive(answer);
            } while (!isPong(answer.duplicate().flip()));
        } catch (AnswerException e) {
            throw connection.bad(e);
        }
    }

    /** Whether the answer has arrived completely. Any other answer is an error. */
    static boolean isPong(ByteBuffer input) throws AnswerException {
        PacketDecoder packets = new PacketDecoder();
        if (!packets.next(input)) {
            if (input.limit() == Packet.USUAL_SIZE) {
                throw AnswerException.malformed("CPING was answered by more than " + Packet.USUAL_SIZE + " bytes");
            }
            return false;
        }
        if (packets.type() != MessageType.CPONG) {
            throw AnswerException.malformed(
                    "CPING was answered by " + packets.type() + "; if the container asks for a secret, check that");
        }
        if (input.hasRemaining()) {
            throw AnswerException.malformed("CPONG was followed by " + input.remaining() + " bytes");
        }
        return true;
    }
}
