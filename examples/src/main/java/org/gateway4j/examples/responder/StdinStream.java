package org.gateway4j.examples.responder;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Objects;

/** The body of the request that a connection is serving: its STDIN records up to the empty one. */
final class StdinStream extends InputStream {

    private final DataInputStream in;
    private final int requestId;
    private byte[] content = new byte[0];
    private int position;
    private boolean ended;

    StdinStream(DataInputStream in, int requestId) {
        this.in = in;
        this.requestId = requestId;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (position == content.length && !ended) {
            nextRecord();
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, content.length - position);
        System.arraycopy(content, position, target, offset, count);
        position += count;
        return count;
    }

    private void nextRecord() throws IOException {
        Frame frame = Frame.read(in);
        if (frame == null) {
            throw new EOFException("the connection ended within the request body");
        }
        if (frame.type() != Frame.STDIN || frame.requestId() != requestId) {
            throw new ProtocolException("record of type " + frame.type() + " within the request body");
        }
        content = frame.content();
        position = 0;
        ended = content.length == 0;
    }
}
