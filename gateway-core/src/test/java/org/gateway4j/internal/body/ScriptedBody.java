package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;

/** A body that can be read once and does as told, and counts what is done to it. */
class ScriptedBody implements RequestBody {

    private final byte[] content;
    private final long length;
    private int piece = Integer.MAX_VALUE;
    private boolean emptyReads;
    private boolean failToClose;
    private @Nullable Exception failure;
    private int position;
    final AtomicInteger reads = new AtomicInteger();
    private int closed;

    /** So many bytes, and what it says about that. */
    ScriptedBody(int size, long length) {
        this.content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 >> 3);
        }
        this.length = length;
    }

    ScriptedBody inPiecesOf(int bytes) {
        piece = bytes;
        return this;
    }

    ScriptedBody withEmptyReads() {
        emptyReads = true;
        return this;
    }

    /** Throws that in place of its end. */
    ScriptedBody failingWith(Exception e) {
        failure = e;
        return this;
    }

    ScriptedBody failingToClose() {
        failToClose = true;
        return this;
    }

    byte[] content() {
        return content;
    }

    int reads() {
        return reads.get();
    }

    int closed() {
        return closed;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (reads.incrementAndGet() % 2 == 0 && emptyReads) {
            return 0;
        }
        if (position == content.length) {
            return end();
        }
        int count = Math.min(piece, Math.min(target.remaining(), content.length - position));
        target.put(content, position, count);
        position += count;
        return count;
    }

    private int end() throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        closed++;
        if (failToClose) {
            throw new IOException("close");
        }
    }
}
