package org.gateway4j.contract.fastcgi;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** The STDIN of one request, up to its empty record. */
final class StdinStream extends InputStream {

    private final PeerSocket socket;
    private ByteArrayInputStream record = new ByteArrayInputStream(new byte[0]);
    private boolean ended;

    StdinStream(PeerSocket socket) {
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (record.available() == 0 && !ended) {
            ReceivedRecord next = ReceivedRecord.read(socket);
            if (next.type() != Records.STDIN) {
                throw new AssertionError("record of type " + next.type() + ", expected STDIN");
            }
            record = new ByteArrayInputStream(Bytes.of(next.content()));
            ended = next.isEndOf(Records.STDIN);
        }
        return record.read(target, offset, length);
    }
}
