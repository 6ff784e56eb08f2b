package org.gateway4j.contract.async;

import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.PatternStream;

/** A pollable body of a pattern, of which there is always more until its end. */
final class PatternBody implements RequestBody {

    private final long length;
    private final PatternStream pattern;

    PatternBody(long length) {
        this.length = length;
        this.pattern = new PatternStream(length);
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) {
        byte[] piece = new byte[Math.min(target.remaining(), PatternStream.BLOCK)];
        int count = pattern.read(piece, 0, piece.length);
        if (count > 0) {
            target.put(piece, 0, count);
        }
        return count;
    }

    @Override
    public void whenReadable(Runnable wakeUp) {
        wakeUp.run();
    }

    @Override
    public void close() {
        pattern.close();
    }
}
