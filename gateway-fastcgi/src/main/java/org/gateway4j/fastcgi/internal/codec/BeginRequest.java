package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;

/**
 * The content of a BEGIN_REQUEST record (FastCGI specification, section 5.1): the role in two bytes, flags in one, and
 * five reserved bytes.
 *
 * @param role the role
 * @param keepConnection whether the application leaves the connection open after its answer
 */
public record BeginRequest(Role role, boolean keepConnection) {

    /** Bytes of the content. */
    public static final int SIZE = 8;

    private static final int KEEP_CONN = 1;

    /** Writes the content. */
    public void put(ByteBuffer target) {
        target.putShort((short) role.code())
                .put((byte) (keepConnection ? KEEP_CONN : 0))
                .put((byte) 0)
                .putInt(0);
    }
}
