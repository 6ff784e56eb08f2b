package org.gateway4j.host.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.gateway4j.host.BlockingSink;

/** Hands the pieces of a body to a sink, and counts them. Closing it does nothing: a cut body must not look whole. */
final class SinkStream extends OutputStream {

    private final BlockingSink sink;
    private final ExchangeRecord record;

    SinkStream(BlockingSink sink, ExchangeRecord record) {
        this.sink = sink;
        this.record = record;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > 0) {
            sink.write(bytes, offset, length);
            record.wrote(length);
        }
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }
}
