package org.gateway4j.examples.beside;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;

/** AJP as a container speaks it that answers one request: an answer is all packets as they go over the wire. */
final class AjpLanguage implements AnswerPlayer.Language {

    private static final byte CPING = 10;
    private static final byte[] CPONG = {'A', 'B', 0, 1, 9};

    @Override
    public byte[] readRequest(DataInputStream in, OutputStream out) throws IOException {
        while (true) {
            in.readUnsignedShort();
            byte[] packet = new byte[in.readUnsignedShort()];
            in.readFully(packet);
            if (packet[0] != CPING) {
                return packet;
            }
            out.write(CPONG);
        }
    }

    @Override
    public void send(byte[] answer, OutputStream out) throws IOException {
        out.write(answer);
    }
}
