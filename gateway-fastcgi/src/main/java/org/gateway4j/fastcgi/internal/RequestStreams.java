package org.gateway4j.fastcgi.internal;

import java.nio.ByteBuffer;
import org.gateway4j.fastcgi.internal.codec.RecordHeader;
import org.gateway4j.fastcgi.internal.codec.RecordType;

/**
 * Frames what a request is sent with as the streams of its role: nothing for an Authorizer, STDIN for a Responder, STDIN and
 * then DATA for a Filter. Each stream is ended by exactly one empty record, which is never padded.
 */
final class RequestStreams {

    /** The most that fits a record and is a multiple of 8, which keeps the application's reads aligned. */
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

    /** Streams whose records are filled up to multiples of 8 bytes, or not. */
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

    /** Starts a request with so many bytes of STDIN, if any, and DATA after it. */
    void beginStdinAndData(int id, long stdinLength) {
        requestId = id;
        stream = stdinLength == 0 ? Stream.DATA : Stream.STDIN;
        filtering = true;
        stdinLeft = stdinLength;
    }

    /** How many bytes the next frame may hold. */
    int credit() {
        return switch (stream) {
            case STDIN -> filtering ? (int) Math.min(LARGEST_FRAME, stdinLeft) : LARGEST_FRAME;
            case DATA -> LARGEST_FRAME;
            case ENDED -> 0;
        };
    }

    /** Frames so many bytes of the current stream. */
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
