package org.gateway4j.ajp.internal.codec;

import java.nio.ByteBuffer;

/**
 * The frame of every packet. Integers are unsigned, most significant byte first.
 *
 * <pre>
 * byte 0  12 to the container, 41 ("A") from it
 *      1  34 to the container, 42 ("B") from it
 *      2  length of the payload, high byte
 *      3  length of the payload, low byte
 * </pre>
 */
public final class Packet {

    /** Bytes of a frame. */
    public static final int HEADER_SIZE = 4;

    /** The bytes of a data packet besides its data: the frame and the length of the data. */
    public static final int DATA_OVERHEAD = HEADER_SIZE + 2;

    /** The packet size, including the frame, that every container accepts. No container accepts a smaller one. */
    public static final int USUAL_SIZE = 8192;

    /** The largest packet size that can be configured. */
    public static final int LARGEST_SIZE = 65_536;

    static final int TO_CONTAINER = 0x1234;

    private Packet() {}

    /** Writes the beginning of a data packet. An empty data packet ends a body. */
    public static void putDataHeader(ByteBuffer target, int length) {
        target.putShort((short) TO_CONTAINER).putShort((short) (length + 2)).putShort((short) length);
    }

    /** The question whether the container is alive. */
    public static ByteBuffer cping() {
        return ByteBuffer.wrap(new byte[] {0x12, 0x34, 0, 1, 0x0A}).asReadOnlyBuffer();
    }
}
