package org.gateway4j.fastcgi.internal;

import java.nio.ByteBuffer;
import org.gateway4j.fastcgi.internal.codec.RecordHeader;
import org.gateway4j.fastcgi.internal.codec.RecordType;

/**
 * Frames the body of a request as the streams of its role: none for an Authorizer, STDIN for a Responder, STDIN and
 * then DATA for a Filter. Exactly one empty record, which is never padded, ends each stream.
 */
final class RequestStreams {

    /** The largest multiple of 8 that fits a record. Multiples of 8 keep the application's reads aligned. */
    private static final int LARGEST_FRAME = 65_528;

    private enum Stream {
        STDIN,
        DATA,
        ENDED
    }

    private final boolean padding;
    private final ByteBuffer prefix =
            ByteBuffer.allocateDirect(RecordHeader.SIZE).limit(0);
    private final ByteBuffer suffix = ByteBuffer.allocateDirect(2 * RecordHeader.SIZE + RecordHeader.ALIGNMENT)
            .limit(0);

    private int requestId;
    private Stream stream = Stream.ENDED;
    private boolean filtering;
    private long stdinLeft;

    /**
     * The streams of a connection.
     *
     * @param padding whether records are padded to multiples of 8 bytes
     */
    RequestStreams(boolean padding) {
        this.padding = padding;
    }

    /** Starts a request without any stream. */
    void beginWithout(int id) {
        requestId = id;
        stream = Stream.ENDED;
    }

    /** Starts a request with STDIN. */
    void beginStdin(int id) {
        requestId = id;
        stream = Stream.STDIN;
        filtering = false;
    }

    /** Starts a request with that number of bytes of STDIN, which may be 0, and with DATA after it. */
    void beginStdinAndData(int id, long stdinLength) {
        requestId = id;
        stream = stdinLength == 0 ? Stream.DATA : Stream.STDIN;
        filtering = true;
        stdinLeft = stdinLength;
    }

    /** The number of bytes that the next frame may hold. */
    int credit() {
        return switch (stream) {
            case STDIN -> filtering ? (int) Math.min(LARGEST_FRAME, stdinLeft) : LARGEST_FRAME;
            case DATA -> LARGEST_FRAME;
            case ENDED -> 0;
        };
    }

    /** Frames the next bytes of the current stream. */
    void frame(int length, boolean last) {
        prefix.clear();
        suffix.clear();
        if (length > 0) {
            int fill = padding ? -length & RecordHeader.ALIGNMENT - 1 : 0;
            new RecordHeader(type(), requestId, length, fill).put(prefix);
            suffix.putLong(0, 0).position(fill);
        }
        if (stream == Stream.STDIN && filtering) {
            stdinLeft -= length;
            if (stdinLeft == 0) {
                end();
                stream = Stream.DATA;
            }
        }
        if (last) {
            end();
            stream = Stream.ENDED;
        }
        prefix.flip();
        suffix.flip();
    }

    private RecordType type() {
        return stream == Stream.DATA ? RecordType.DATA : RecordType.STDIN;
    }

    private void end() {
        RecordHeader.put(suffix, type(), requestId, 0);
    }

    ByteBuffer prefix() {
        return prefix;
    }

    ByteBuffer suffix() {
        return suffix;
    }
}
