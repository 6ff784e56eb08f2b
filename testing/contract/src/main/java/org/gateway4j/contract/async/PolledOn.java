package org.gateway4j.contract.async;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;

/** A pollable body that is to be read on one loop, and is asked for a wake-up only after a read gave nothing. */
record PolledOn(WatchedLoop loop, RequestBody body) implements RequestBody {

    @Override
    public long length() {
        return body.length();
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        loop.expect(loop.inEventLoop(), "a pollable body was read by another thread");
        loop.expect(target.hasRemaining(), "a body was read for nothing");
        return body.read(target);
    }

    @Override
    public void whenReadable(Runnable wakeUp) {
        loop.expect(loop.inEventLoop(), "a pollable body was asked for more by another thread");
        body.whenReadable(wakeUp);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
