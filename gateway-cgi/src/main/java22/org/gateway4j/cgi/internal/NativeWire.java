package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;

/** The input and output of a process. The thread that uses the wire waits for all that can happen in one call. */
final class NativeWire extends ScriptWire {

    private final NativeScript script;
    private final NativeRest rest;
    private volatile boolean woken;

    NativeWire(NativeScript script, ProcessTimes times, Watchdog watchdog) {
        super(watchdog);
        this.script = script;
        this.rest = new NativeRest(script, times);
        watch();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        script.using().lock();
        try {
            while (true) {
                checkOpen();
                int count = script.pipes().read(target);
                if (count > 0) {
                    return count;
                }
                if (rest.isOver()) {
                    return -1;
                }
                if (isDuplex()) {
                    return 0;
                }
                await(NativeScript.OUTPUT);
            }
        } finally {
            script.using().unlock();
        }
    }

    @Override
    public long write(ByteBuffer[] sources, int count) throws IOException {
        long written = 0;
        script.using().lock();
        try {
            for (int i = 0; i < count; i++) {
                while (sources[i].hasRemaining()) {
                    checkOpen();
                    int taken = script.pipes().write(sources[i]);
                    written += taken;
                    if (taken == 0 && isDuplex()) {
                        return written;
                    }
                    if (taken == 0) {
                        await(NativeScript.INPUT);
                    }
                }
            }
            return written;
        } finally {
            script.using().unlock();
        }
    }

    @Override
    public void endOutput() {
        script.using().lock();
        try {
            script.pipes().input().close();
        } finally {
            script.using().unlock();
        }
    }

    @Override
    public boolean awaitProgress(boolean writing) throws IOException {
        script.using().lock();
        try {
            while (true) {
                checkOpen();
                if (rest.isOver()) {
                    return true;
                }
                if (woken || writing && !script.pipes().input().isOpen()) {
                    woken = false;
                    return false;
                }
                int ready = await(NativeScript.OUTPUT | (writing ? NativeScript.INPUT : 0));
                if (script.pipes().output().isOpen() && (ready & NativeScript.OUTPUT) != 0) {
                    return true;
                }
                if ((ready & NativeScript.INPUT) != 0) {
                    return false;
                }
            }
        } finally {
            script.using().unlock();
        }
    }

    private int await(int interest) throws IOException {
        long deadline = deadline();
        long until = Nanos.earlier(deadline, rest.deadline());
        int ready = new InterruptibleWait(this::abort).call(() -> script.await(interest, until, this::abort));
        if (Nanos.passed(deadline, System.nanoTime())) {
            expire(deadline);
        }
        if (state() != State.OPEN && Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        checkOpen();
        return ready;
    }

    private void checkOpen() throws IOException {
        if (state() == State.EXPIRED && script.isOutlived()) {
            throw outlived();
        }
        if (state() != State.OPEN || script.ending().hasBegun()) {
            throw new AsynchronousCloseException();
        }
    }

    @Override
    public void wakeUp() {
        woken = true;
        script.wake();
    }

    @Override
    void endScript() {
        script.ending().begin(isFinishing());
    }

    @Override
    public void whenGone(Runnable action) {
        script.whenGone(action);
    }
}
