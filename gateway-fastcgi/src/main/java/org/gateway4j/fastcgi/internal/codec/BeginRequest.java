package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;

/**
 * The content of a BEGIN_REQUEST record (FastCGI specification, section 5.1): the role in two bytes, flags in one, five
 * bytes reserved.
 *
 * @param roleCode the role's code, 0 to 65535
 * @param keepConnection whether the application leaves the connection open after its answer
 */
public record BeginRequest(int roleCode, boolean keepConnection) {

    /** Bytes of the content. */
    public static final int SIZE = 8;

    private static final int KEEP_CONN = 1;

    /** Writes the content. */
    public void put(ByteBuffer target) {
        target.putShort((short) roleCode)
                .put((byte) (keepConnection ? KEEP_CONN : 0))
                .put((byte) 0)
                .putInt(0);
    }

    /** Reads the content. */
    public static BeginRequest get(ByteBuffer source) {
        int role = source.getShort() & 0xFFFF;
        int flags = source.get();
        source.position(source.position() + 5);
        return new BeginRequest(role, (flags & KEEP_CONN) != 0);
    }
}
