package org.gateway4j.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A stream of bytes to an application and one back: a socket, or the pipes of a process. Used by one thread at a time and
 * ended by any.
 *
 * <p>Normally it blocks. {@link #startDuplex} makes it non-blocking, for the time in which both directions move at once.
 */
public abstract class Wire implements Watchdog.Watched {

    /** Whether the wire works, and if not, who ended it. */
    public enum State {
        OPEN,
        /** Its deadline passed. */
        EXPIRED,
        /** Another thread aborted it. */
        ABORTED,
        /** Its owner closed it. */
        CLOSED
    }

    /** In place of a deadline: it has passed. */
    private static final long FIRED = Long.MIN_VALUE;

    private final Watchdog watchdog;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final AtomicLong deadline = new AtomicLong(Nanos.NEVER);

    /** A wire whose deadlines that watchdog keeps. */
    protected Wire(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    /** Sets the deadline of what follows, replacing the one before. */
    public final void arm(long at) {
        if (deadline.getAndSet(at) == FIRED) {
            end(State.EXPIRED);
        }
        watchdog.armed();
    }

    /**
     * Takes the deadline away.
     *
     * @return false if it has passed and the wire has ended
     */
    public final boolean disarm() {
        if (deadline.getAndSet(Nanos.NEVER) == FIRED) {
            end(State.EXPIRED);
        }
        return state.get() == State.OPEN;
    }

    @Override
    public long deadline() {
        long at = deadline.get();
        return at == FIRED ? Nanos.NEVER : at;
    }

    /** Claims the deadline that was seen to have passed before it ends the wire: it may have been moved meanwhile. */
    @Override
    public void expire(long seen) {
        if (deadline.compareAndSet(seen, FIRED)) {
            end(State.EXPIRED);
        }
    }

    /** Ends the wire from any thread; a blocked read or write fails at once. */
    @Override
    public void abort() {
        end(State.ABORTED);
    }

    /** Closes the wire. */
    public void close() {
        end(State.CLOSED);
    }

    /** How the wire ended, or {@link State#OPEN}. */
    public final State state() {
        return state.get();
    }

    private void end(State how) {
        if (state.compareAndSet(State.OPEN, how)) {
            ended();
        }
    }

    /** Makes blocked reads and writes fail; called once, when the state is no longer {@link State#OPEN}. */
    protected abstract void ended();

    /**
     * Reads what is there; waits for the first byte unless in duplex.
     *
     * @return the number of bytes, 0 if none is there in duplex, -1 at the end
     */
    public abstract int read(ByteBuffer target) throws IOException;

    /** Writes what the other side takes: everything, unless in duplex. */
    public abstract long write(ByteBuffer[] sources, int count) throws IOException;

    /** Whether there is more to write. */
    protected static boolean anyRemaining(ByteBuffer[] sources, int count) {
        for (int i = count - 1; i >= 0; i--) {
            if (sources[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /** Says that nothing more will be written. */
    public void endOutput() {}

    /** Makes reads and writes return at once. */
    public abstract void startDuplex() throws IOException;

    /**
     * Waits in duplex until something can be read or, if wanted, written, or {@link #wakeUp} is called.
     *
     * @return whether something can be read
     */
    public abstract boolean awaitProgress(boolean writing) throws IOException;

    /** Ends, from any thread, the wait of {@link #awaitProgress} that is under way, or else the next one of this duplex. */
    public abstract void wakeUp();

    /** Makes reads and writes block again. */
    public abstract void endDuplex() throws IOException;

    /** Frees what duplex needs; to be called by the thread that uses the wire, also after the wire has ended. */
    public abstract void releaseSelector();

    /**
     * Whether the other side has neither ended the wire nor sent anything. Never blocks. What was sent may be gone then, so a
     * wire that was not quiet once is of no use.
     */
    public abstract boolean isQuiet();

    /** Whether unread bytes exist. Cheaper than {@code !isQuiet()}, but may miss that the other side has ended the wire. */
    public boolean hasUnread() {
        return !isQuiet();
    }

    /** A buffer of the kind that this wire reads into and writes from without a copy. */
    public abstract ByteBuffer newBuffer(int size) throws ExhaustedException;

    /** Lets what is behind a closed wire come to its own end, instead of ending it. */
    public void letFinish() {
        close();
    }

    /** Runs an action when nothing is left of a closed wire: at once, or later on any thread. */
    public void whenGone(Runnable action) {
        action.run();
    }
}
