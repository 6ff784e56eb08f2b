package org.gateway4j.uwsgi.internal.codec;

/** The sizes of a uwsgi packet: a byte modifier1, two bytes for the size of the content, a byte modifier2, the content. */
public final class Packet {

    /** The size of the header in bytes. */
    public static final int HEADER = 4;

    /** The largest content in bytes. */
    public static final int MAX_CONTENT = 65_535;

    private Packet() {}

    /** Writes two bytes, the lower one first. */
    static void putShort(byte[] target, int index, int value) {
        target[index] = (byte) value;
        target[index + 1] = (byte) (value >>> 8);
    }
}
