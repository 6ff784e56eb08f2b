package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import org.gateway4j.internal.wire.Watchdog;

/**
 * The input and output of a process. Threads of their own serve the pipes, because nothing can end a blocked read of a
 * pipe of the JDK, and a virtual thread that reads a pipe would occupy its carrier.
 */
final class ProcessWire extends ScriptWire {

    private final ScriptProcess process;
    private final PipeMonitor monitor;
    private boolean woken;

    ProcessWire(ScriptProcess process, Watchdog watchdog) {
        super(watchdog);
        this.process = process;
        this.monitor = process.monitor();
        watch();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        monitor.lock();
        try {
            while (true) {
                checkOpen();
                if (process.output().hasBytes()) {
                    return process.output().take(target);
                }
                if (process.state().isOver()) {
                    return -1;
                }
                if (isDuplex()) {
                    return 0;
                }
                await();
            }
        } finally {
            monitor.unlock();
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        long written = 0;
        monitor.lock();
        try {
            while (true) {
                checkOpen();
                written += process.input().offer(sources, count);
                if (isDuplex() || !anyRemaining(sources, count)) {
                    return written;
                }
                await();
            }
        } finally {
            monitor.unlock();
        }
    }

    @Override
    public void endOutput() {
        monitor.lock();
        try {
            process.input().complete();
        } finally {
            monitor.unlock();
        }
    }

    @Override
    public boolean awaitProgress(boolean writing) throws IOException {
        monitor.lock();
        try {
            checkOpen();
            while (!canRead() && !(writing && canWrite()) && !woken) {
                await();
            }
            woken = false;
            return canRead();
        } finally {
            monitor.unlock();
        }
    }

    private boolean canRead() {
        return process.output().hasBytes() || process.state().isOver();
    }

    private boolean canWrite() {
        return process.input().hasRoom() || process.input().isBroken();
    }

    private void await() throws IOException {
        try {
            monitor.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
            throw new ClosedByInterruptException();
        }
        checkOpen();
    }

    private void checkOpen() throws IOException {
        if (state() == State.EXPIRED && process.state().isOutlived()) {
            throw outlived();
        }
        if (state() != State.OPEN) {
            throw new AsynchronousCloseException();
        }
        process.state().checkServed();
    }

    @Override
    public void wakeUp() {
        monitor.lock();
        try {
            woken = true;
            monitor.changed();
        } finally {
            monitor.unlock();
        }
    }

    @Override
    void endScript() {
        if (isFinishing()) {
            process.letFinish();
        } else {
            process.terminate();
        }
    }

    @Override
    public void whenGone(Runnable action) {
        process.whenGone(action);
    }
}
