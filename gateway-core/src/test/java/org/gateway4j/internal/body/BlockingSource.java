package org.gateway4j.internal.body;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;

/** A body of unknown length that blocks until it is fed, deaf to interrupts; closing ends a read only if it may. */
final class BlockingSource implements RequestBody {

    /** Bytes, or none for the end; nothing at all for a client that is gone. */
    private final BlockingQueue<Optional<byte[]>> fed = new LinkedBlockingQueue<>();

    private final boolean wakesOnClose;
    final AtomicInteger closed = new AtomicInteger();
    volatile @Nullable Thread reading;

    BlockingSource(boolean wakesOnClose) {
        this.wakesOnClose = wakesOnClose;
    }

    void feed(byte... bytes) {
        fed.add(Optional.of(bytes));
    }

    void end() {
        fed.add(Optional.of(new byte[0]));
    }

    /** Lets a read that nothing else ends go. */
    void release() {
        fed.add(Optional.empty());
    }

    @Override
    public long length() {
        return -1;
    }

    @Override
    public boolean ready() {
        return !fed.isEmpty();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        reading = Thread.currentThread();
        try {
            byte[] next = take().orElseThrow(() -> new IOException("closed"));
            target.put(next);
            return next.length == 0 ? -1 : next.length;
        } finally {
            reading = null;
        }
    }

    private Optional<byte[]> take() {
        while (true) {
            try {
                return fed.take();
            } catch (InterruptedException e) {
                // As a blocked read of a socket.
            }
        }
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        if (wakesOnClose) {
            release();
        }
    }
}
