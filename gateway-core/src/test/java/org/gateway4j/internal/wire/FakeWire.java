package org.gateway4j.internal.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A wire to nobody: takes all that is written, and ends as soon as it is read. */
public class FakeWire extends Wire {

    private final ByteArrayOutputStream written;

    public FakeWire(Watchdog watchdog) {
        this(watchdog, new ByteArrayOutputStream());
    }

    /** One that keeps what is written. */
    public FakeWire(Watchdog watchdog, ByteArrayOutputStream written) {
        super(watchdog);
        this.written = written;
    }

    @Override
    public ByteBuffer newBuffer(int size) throws ExhaustedException {
        return ByteBuffer.allocate(size);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return -1;
    }

    @Override
    public long write(ByteBuffer[] sources, int count) {
        long before = written.size();
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[sources[i].remaining()];
            sources[i].get(bytes);
            written.writeBytes(bytes);
        }
        return written.size() - before;
    }

    @Override
    public void startDuplex() {}

    @Override
    public boolean awaitProgress(boolean writing) {
        return true;
    }

    @Override
    public void wakeUp() {}

    @Override
    public void endDuplex() {}

    @Override
    public void releaseSelector() {}

    @Override
    public boolean isQuiet() {
        return true;
    }

    @Override
    protected void ended() {}
}
