package org.gateway4j.host.jdk;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request, which knows whether its end was reached. A thread of a gateway may read it. */
final class RequestStream extends FilterInputStream {

    private volatile boolean ended;

    /**
     * The body of a request.
     *
     * @param length its declared length, or -1; at 0 it is at its end
     */
    RequestStream(InputStream body, long length) {
        super(body);
        ended = length == 0;
    }

    /** Whether the client has sent everything, and nothing that the server does not understand. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        return noted(in.read());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return noted(in.read(target, offset, length));
    }

    private int noted(int read) {
        if (read < 0) {
            ended = true;
        }
        return read;
    }
}
