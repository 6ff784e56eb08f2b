package org.gateway4j.contract.async;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.RequestBody;

/** A pollable body that says many times, at once, that there is something to read, before there is. */
final class RestlessBody implements RequestBody {

    private final long length;
    private final AtomicInteger closes = new AtomicInteger();
    private int emptyReads;
    private long left;

    RestlessBody(int emptyReads, long length) {
        this.emptyReads = emptyReads;
        this.length = length;
        this.left = length;
    }

    int closes() {
        return closes.get();
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
        if (emptyReads > 0) {
            emptyReads--;
            return 0;
        }
        int count = (int) Math.min(left, target.remaining());
        target.put(new byte[count]);
        left -= count;
        return count > 0 ? count : -1;
    }

    @Override
    public void whenReadable(Runnable wakeUp) {
        wakeUp.run();
    }

    @Override
    public void close() {
        closes.incrementAndGet();
    }
}
