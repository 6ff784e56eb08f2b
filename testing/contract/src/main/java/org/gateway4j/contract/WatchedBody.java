package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.jspecify.annotations.Nullable;

/** A body that counts how often it is closed and how many of its bytes were read. */
public final class WatchedBody implements RequestBody {

    private final RequestBody body;
    private final AtomicInteger closes = new AtomicInteger();
    private final AtomicLong bytesRead = new AtomicLong();

    /**
     * Watches a body.
     *
     * @param body where all else comes from
     */
    public WatchedBody(RequestBody body) {
        this.body = body;
    }

    /** {@return how often it was closed: once, if the gateway keeps the contract} */
    public int closes() {
        return closes.get();
    }

    /** Waits until it is closed, which must be once. */
    public void awaitClosedOnce() {
        Await.until("the close of a request body", () -> closes() > 0);
        assertEquals(1, closes());
    }

    /** {@return how many bytes were read, those that were read again included} */
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public boolean replayable() {
        return body.replayable();
    }

    @Override
    public boolean ready() throws IOException {
        return body.ready();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = body.read(target);
        bytesRead.addAndGet(Math.max(count, 0));
        return count;
    }

    @Override
    public boolean pollable() {
        return body.pollable();
    }

    @Override
    public void whenReadable(Runnable wakeUp) {
        body.whenReadable(wakeUp);
    }

    @Override
    public void rewind() throws IOException {
        body.rewind();
    }

    @Override
    public @Nullable ByteBuffer inMemory() {
        return body.inMemory();
    }

    @Override
    public void close() throws IOException {
        closes.incrementAndGet();
        body.close();
    }
}
