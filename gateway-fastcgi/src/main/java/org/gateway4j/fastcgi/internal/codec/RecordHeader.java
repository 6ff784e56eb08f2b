package org.gateway4j.fastcgi.internal.codec;

import java.nio.ByteBuffer;

/**
 * The header of each record (FastCGI specification, section 3.3).
 *
 * <pre>
 * byte 0  version, 1
 *      1  type
 *      2  request id, high byte; 0 in management records
 *      3  request id, low byte
 *      4  content length, high byte
 *      5  content length, low byte
 *      6  padding length
 *      7  reserved, 0
 * </pre>
 *
 * @param type the type
 * @param requestId 0 to 65535
 * @param contentLength 0 to 65535
 * @param paddingLength 0 to 255
 */
public record RecordHeader(RecordType type, int requestId, int contentLength, int paddingLength) {

    /** The version of every record. */
    public static final int VERSION = 1;

    /** Bytes of a header. */
    public static final int SIZE = 8;

    /** Padding fills records up to a multiple of this. */
    public static final int ALIGNMENT = 8;

    /** The largest number of content bytes. */
    public static final int MAX_CONTENT = 65_535;

    /**
     * Validates the ranges: a value that does not fit its field must never be truncated.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public RecordHeader {
        check("request id", requestId, 65_535);
        check("content length", contentLength, MAX_CONTENT);
        check("padding length", paddingLength, 255);
    }

    private static void check(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException("record " + name + " " + value + " is not within 0 to " + most);
        }
    }

    /** Writes the header of a record without padding. */
    public static void put(ByteBuffer target, RecordType type, int requestId, int contentLength) {
        new RecordHeader(type, requestId, contentLength, 0).put(target);
    }

    /** Writes the header. */
    public void put(ByteBuffer target) {
        target.put((byte) VERSION)
                .put(type.code())
                .putShort((short) requestId)
                .putShort((short) contentLength)
                .put((byte) paddingLength)
                .put((byte) 0);
    }
}
