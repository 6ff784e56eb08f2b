package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer. A read gives what is there; it fails if the connection ends before the body does. */
final class AnswerBody extends InputStream {

    private final InputStream in;
    private final Framing framing;
    /** How much is left of the chunk, or of the body if it has no chunks. */
    private long left;

    private boolean ended;
    private boolean firstChunk = true;

    AnswerBody(InputStream in, AnswerHead head, String method) {
        this.in = in;
        framing = head.framing(method);
        left = framing == Framing.LENGTH ? Long.parseLong(head.only("Content-Length")) : 0;
        ended = framing == Framing.NONE || (framing == Framing.LENGTH && left == 0);
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
        if (framing == Framing.CHUNKS && !ended && left == 0) {
            beginChunk();
        }
        if (ended) {
            return -1;
        }
        if (framing == Framing.CLOSE) {
            return in.read(target, offset, length);
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("connection ended " + left + " bytes before the end of a "
                    + (framing == Framing.CHUNKS ? "chunk" : "body"));
        }
        left -= count;
        ended = framing == Framing.LENGTH && left == 0;
        return count;
    }

    private void beginChunk() throws IOException {
        if (!firstChunk) {
            assertEquals("", line(), "what follows a chunk");
        }
        firstChunk = false;
        left = Long.parseLong(line(), 16);
        if (left == 0) {
            assertEquals("", line(), "trailers");
            ended = true;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("connection ended between chunks: " + line);
            }
            line.append((char) c);
        }
        assertEquals('\r', line.charAt(line.length() - 1), line::toString);
        return line.substring(0, line.length() - 1);
    }
}
