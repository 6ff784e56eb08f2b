package org.gateway4j.examples.responder;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Writes a stream (STDOUT or STDERR) as records, one for each full buffer or flush. */
final class RecordOutput extends OutputStream {

    private final DataOutputStream out;
    private final int type;
    private final int requestId;
    private final byte[] buffer = new byte[8192];
    private int filled;

    RecordOutput(DataOutputStream out, int type, int requestId) {
        this.out = out;
        this.type = type;
        this.requestId = requestId;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, from, buffer, filled, count);
            filled += count;
            from += count;
            left -= count;
            if (filled == buffer.length) {
                writeRecord();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        writeRecord();
        out.flush();
    }

    /** An empty record would be the end of the stream. */
    private void writeRecord() throws IOException {
        if (filled > 0) {
            Frame.write(out, type, requestId, buffer, filled);
            filled = 0;
        }
    }
}
