package org.gateway4j.ajp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.gateway4j.contract.PeerSocket;

/**
 * A request body as containers read it: one packet unasked if there is a length, each further one asked for, up to the length
 * or an empty packet.
 */
final class AskingStream extends InputStream {

    private static final int WANTED = 8186;

    private final PeerSocket socket;
    private long left;
    private boolean owed;
    private boolean ended;
    private ByteBuffer packet = ByteBuffer.allocate(0);

    AskingStream(PeerSocket socket, long length) {
        this.socket = socket;
        this.left = length;
        this.owed = length > 0;
        this.ended = length == 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!packet.hasRemaining() && !ended) {
            next();
        }
        if (!packet.hasRemaining()) {
            return -1;
        }
        int count = Math.min(length, packet.remaining());
        packet.get(target, offset, count);
        return count;
    }

    private void next() throws IOException {
        boolean first = owed;
        if (!first) {
            socket.write(Wire.packet("06 %04x".formatted(WANTED)));
        }
        owed = false;
        ByteBuffer payload = ReceivedRequest.packet(socket);
        int length = payload.getShort() & 0xFFFF;
        if (length != payload.remaining() || length > WANTED || first && length == 0) {
            throw new AssertionError("data packet of " + length + " bytes in " + payload.remaining());
        }
        left -= length;
        ended = length == 0 || left == 0;
        packet = payload;
    }

    /** Takes the packet that is sent unasked, as a container does before it ends a response. */
    void settle() throws IOException {
        if (owed) {
            next();
        }
    }
}
