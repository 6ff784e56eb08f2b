package org.gateway4j.contract.fastcgi;

import java.io.IOException;
import org.gateway4j.contract.PeerSocket;
import org.gateway4j.testkit.Bytes;

/** A record that an application has received, decoded by hand; its content as octets. */
public record ReceivedRecord(int version, int type, int id, String content, int padding, int reserved) {

    /** Reads one. */
    public static ReceivedRecord read(PeerSocket socket) throws IOException {
        byte[] header = socket.read(8);
        int padding = header[6] & 0xFF;
        String content = Bytes.text(socket.read((header[4] & 0xFF) << 8 | header[5] & 0xFF));
        socket.read(padding);
        return new ReceivedRecord(
                header[0], header[1], (header[2] & 0xFF) << 8 | header[3] & 0xFF, content, padding, header[7]);
    }

    /** Whether it ends a stream of this type. */
    public boolean isEndOf(int streamType) {
        return type == streamType && content.isEmpty();
    }
}
