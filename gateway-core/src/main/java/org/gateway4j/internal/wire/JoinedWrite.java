package org.gateway4j.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Writes several buffers to a channel. What is small is copied together first: the channel would copy it piece by piece, and
 * gather, which costs more. Not safe for use by several threads.
 */
public final class JoinedWrite {

    private static final int LEAST_SIZE = 4 * 1024;
    private static final int MOST_JOINED = 64 * 1024;

    /** Holds a piece of a body with its frame. */
    private static final int MOST_COPIED = 2 * MOST_JOINED;

    private ByteBuffer scratch = ByteBuffer.allocate(0);

    /** Writes once, what the channel takes; returns the number of bytes. */
    public long write(GatheringByteChannel channel, ByteBuffer[] sources, int count) throws IOException {
        int size = size(sources, count);
        return size <= MOST_JOINED ? writeJoined(channel, sources, count, size) : channel.write(sources, 0, count);
    }

    /**
     * Writes once, what the channel takes of the first 128 KiB, from a direct buffer: for channels that take no other. Returns the
     * number of bytes.
     */
    public int writeCopied(WritableByteChannel channel, ByteBuffer[] sources, int count) throws IOException {
        return writeJoined(channel, sources, count, Math.min(size(sources, count), MOST_COPIED));
    }

    private int writeJoined(WritableByteChannel channel, ByteBuffer[] sources, int count, int size) throws IOException {
        ByteBuffer joined = scratch(size);
        int left = size;
        for (int i = 0; i < count; i++) {
            ByteBuffer source = sources[i];
            int length = Math.min(left, source.remaining());
            joined.put(joined.position(), source, source.position(), length);
            joined.position(joined.position() + length);
            left -= length;
        }
        joined.flip();
        try {
            return channel.write(joined);
        } finally {
            // An interrupted write may still have sent the bytes.
            skip(sources, count, joined.position());
        }
    }

    /** An empty buffer of at least that size, for anything until the next call. */
    ByteBuffer scratch(int size) {
        if (scratch.capacity() < size) {
            scratch = ByteBuffer.allocateDirect(Math.max(size, LEAST_SIZE));
        }
        return scratch.clear();
    }

    private static int size(ByteBuffer[] sources, int count) {
        long size = 0;
        for (int i = 0; i < count; i++) {
            size += sources[i].remaining();
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private static void skip(ByteBuffer[] sources, int count, int bytes) {
        int left = bytes;
        for (int i = 0; i < count; i++) {
            int skipped = Math.min(left, sources[i].remaining());
            sources[i].position(sources[i].position() + skipped);
            left -= skipped;
        }
    }
}
