package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.internal.wire.Wire;

/** The input and output of a script, whoever has started it. A script serves one request, so its wire is never looked at for reuse. */
abstract class ScriptWire extends Wire {

    private final Watchdog watchdog;
    private boolean duplex;
    private volatile boolean finishing;

    /** A wire that the watchdog watches until it has ended. */
    ScriptWire(Watchdog watchdog) {
        super(watchdog);
        this.watchdog = watchdog;
    }

    /** Begins to be watched, once the wire is made. */
    final void watch() {
        watchdog.watch(this);
    }

    /** Whether both directions move at once, so that no call waits. */
    final boolean isDuplex() {
        return duplex;
    }

    /** Whether the script may go on after its output was read, and end by itself. */
    final boolean isFinishing() {
        return finishing;
    }

    /** Why the wire has expired although its script has exited. */
    static IOException outlived() {
        return new IOException("the script has exited, and a program that it has left behind holds its output open");
    }

    @Override
    public final void startDuplex() {
        duplex = true;
    }

    @Override
    public final void endDuplex() {
        duplex = false;
    }

    @Override
    public final void releaseSelector() {}

    @Override
    public final boolean isQuiet() {
        return false;
    }

    @Override
    public final ByteBuffer newBuffer(int size) {
        return ByteBuffer.allocate(size);
    }

    @Override
    protected final void ended() {
        watchdog.forget(this);
        endScript();
    }

    /** Ends the script, or lets it finish. */
    abstract void endScript();

    @Override
    public final void letFinish() {
        finishing = true;
        close();
    }
}
