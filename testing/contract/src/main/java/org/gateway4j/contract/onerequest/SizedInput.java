package org.gateway4j.contract.onerequest;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.gateway4j.contract.PeerSocket;

/** A body of known length. */
final class SizedInput extends InputStream {

    private final PeerSocket socket;
    private long left;

    SizedInput(PeerSocket socket, long length) {
        this.socket = socket;
        this.left = length;
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
        if (left == 0) {
            return -1;
        }
        int count = socket.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("connection ended " + left + " bytes before the end of the body");
        }
        left -= count;
        return count;
    }
}
