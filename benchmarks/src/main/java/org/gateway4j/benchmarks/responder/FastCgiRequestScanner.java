package org.gateway4j.benchmarks.responder;

import java.nio.ByteBuffer;

/** Finds where requests end: at an empty STDIN record. Reads record headers and skips what is between them. */
final class FastCgiRequestScanner {

    static final int NONE = 0;

    private static final int STDIN = 5;

    private final ByteBuffer header = ByteBuffer.allocate(8);
    private int skip;

    /** Consumes input up to the end of a request; gives its id, or {@link #NONE} if the input ends before. */
    int next(ByteBuffer input) {
        while (input.hasRemaining()) {
            int count = Math.min(skip, input.remaining());
            input.position(input.position() + count);
            skip -= count;
            if (skip == 0 && completesHeader(input) && endsRequest()) {
                return header.getShort(2) & 0xFFFF;
            }
        }
        return NONE;
    }

    private boolean completesHeader(ByteBuffer input) {
        if (!header.hasRemaining()) {
            header.clear();
        }
        while (header.hasRemaining() && input.hasRemaining()) {
            header.put(input.get());
        }
        if (header.hasRemaining()) {
            return false;
        }
        skip = contentLength() + (header.get(6) & 0xFF);
        return true;
    }

    private boolean endsRequest() {
        return header.get(1) == STDIN && contentLength() == 0;
    }

    private int contentLength() {
        return header.getShort(4) & 0xFFFF;
    }
}
