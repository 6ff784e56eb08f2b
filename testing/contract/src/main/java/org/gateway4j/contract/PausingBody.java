package org.gateway4j.contract;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;

/** The body of a client that sends when the test says so, and pauses in between. */
public final class PausingBody implements RequestBody {

    private final long length;
    private final Queue<ByteBuffer> sent = new ArrayDeque<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private boolean ended;
    private @Nullable Runnable wakeUp;

    /**
     * A body of which nothing was sent yet.
     *
     * @param length what it says of its length, -1 for an unknown one
     */
    public PausingBody(long length) {
        this.length = length;
    }

    /** {@return the same body as a stream, whose reads wait} */
    public RequestBody blocking() {
        return RequestBody.of(new Blocking(), length);
    }

    /**
     * Sends some of it, and wakes the gateway.
     *
     * @param bytes the next ones
     */
    public void send(byte[] bytes) {
        Runnable woken;
        synchronized (this) {
            sent.add(ByteBuffer.wrap(bytes));
            woken = changed();
        }
        woken.run();
    }

    /** Ends it. */
    public void end() {
        Runnable woken;
        synchronized (this) {
            ended = true;
            woken = changed();
        }
        woken.run();
    }

    private Runnable changed() {
        notifyAll();
        Runnable woken = wakeUp;
        wakeUp = null;
        return woken == null ? () -> {} : woken;
    }

    /** {@return a latch that opens when the gateway has taken all that was sent and asked for more} */
    public CountDownLatch asked() {
        return asked;
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
    public synchronized int read(ByteBuffer target) {
        ByteBuffer next = sent.peek();
        if (next == null) {
            return ended ? -1 : 0;
        }
        int count = Math.min(next.remaining(), target.remaining());
        target.put(next.slice(next.position(), count));
        next.position(next.position() + count);
        if (!next.hasRemaining()) {
            sent.remove();
        }
        return count;
    }

    @Override
    public void whenReadable(Runnable run) {
        synchronized (this) {
            if (wakeUp != null) {
                throw new IllegalStateException("asked twice");
            }
            if (sent.isEmpty() && !ended) {
                wakeUp = run;
                asked.countDown();
                return;
            }
        }
        run.run();
    }

    @Override
    public void close() {}

    /** Its reads end when it is closed, as a socket's do. */
    private final class Blocking extends InputStream {

        private final byte[] one = new byte[1];

        @Override
        public int read() {
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            synchronized (PausingBody.this) {
                while (sent.isEmpty() && !ended) {
                    asked.countDown();
                    awaitChange();
                }
                return PausingBody.this.read(ByteBuffer.wrap(target, offset, count));
            }
        }

        private void awaitChange() {
            try {
                PausingBody.this.wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended = true;
            }
        }

        @Override
        public int available() {
            synchronized (PausingBody.this) {
                ByteBuffer next = sent.peek();
                return next == null ? 0 : next.remaining();
            }
        }

        @Override
        public void close() {
            end();
        }
    }
}
