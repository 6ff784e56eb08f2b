package org.gateway4j.contract.facade;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A response's body as a stream. */
final class BodyStream extends InputStream {

    private final BlockingResponse response;

    BodyStream(BlockingResponse response) {
        this.response = response;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        return response.read(ByteBuffer.wrap(target, offset, length));
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        return new BodyTransfer(response, out, BodyTransfer.Flushing.NEVER).run();
    }

    @Override
    public void close() {
        response.close();
    }
}
