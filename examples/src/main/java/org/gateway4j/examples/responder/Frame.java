package org.gateway4j.examples.responder;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** One record (FastCGI 1.0 section 3.3): eight bytes of header, content, padding. */
final class Frame {

    static final int BEGIN_REQUEST = 1;
    static final int ABORT_REQUEST = 2;
    static final int END_REQUEST = 3;
    static final int PARAMS = 4;
    static final int STDIN = 5;
    static final int STDOUT = 6;
    static final int STDERR = 7;
    static final int GET_VALUES = 9;
    static final int GET_VALUES_RESULT = 10;
    static final int UNKNOWN_TYPE = 11;

    private static final int VERSION = 1;

    private final int type;
    private final int requestId;
    private final byte[] content;

    Frame(int type, int requestId, byte[] content) {
        this.type = type;
        this.requestId = requestId;
        this.content = content;
    }

    int type() {
        return type;
    }

    int requestId() {
        return requestId;
    }

    byte[] content() {
        return content;
    }

    /** The next record, or null if the connection ends before it. */
    static @Nullable Frame read(DataInputStream in) throws IOException {
        int version = in.read();
        if (version < 0) {
            return null;
        }
        if (version != VERSION) {
            throw new ProtocolException("FastCGI version " + version);
        }
        int type = in.readUnsignedByte();
        int requestId = in.readUnsignedShort();
        byte[] content = new byte[in.readUnsignedShort()];
        int padding = in.readUnsignedByte();
        in.readUnsignedByte();
        in.readFully(content);
        in.skipNBytes(padding);
        return new Frame(type, requestId, content);
    }

    void write(DataOutputStream out) throws IOException {
        write(out, type, requestId, content, content.length);
    }

    static void write(DataOutputStream out, int type, int requestId, byte[] content, int length) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(type);
        out.writeShort(requestId);
        out.writeShort(length);
        out.writeShort(0);
        out.write(content, 0, length);
    }
}
