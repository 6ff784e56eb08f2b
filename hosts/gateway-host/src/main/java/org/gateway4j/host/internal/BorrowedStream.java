package org.gateway4j.host.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A host's stream, which only the host closes. To close it is to read on to its end in some hosts, for which the client may
 * wait: it sends the rest when it has seen the answer.
 */
public final class BorrowedStream extends FilterInputStream {

    public BorrowedStream(InputStream stream) {
        super(stream);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return in.read(target, offset, length);
    }

    @Override
    public void close() {}
}
