package org.gateway4j.benchmarks.client;

import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;

/** A streamed body that costs its host nothing: what is in the buffer already is its content. */
final class EffortlessBody implements RequestBody {

    private final int length;
    private int left;

    EffortlessBody(int length) {
        this.length = length;
        this.left = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public int read(ByteBuffer target) {
        if (left == 0) {
            return -1;
        }
        int count = Math.min(left, target.remaining());
        target.position(target.position() + count);
        left -= count;
        return count;
    }

    @Override
    public void close() {}
}
