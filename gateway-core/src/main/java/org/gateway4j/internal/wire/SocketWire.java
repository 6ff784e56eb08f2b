package org.gateway4j.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket, used by one thread at a time and ended by any.
 *
 * <p>Normally it blocks. {@link #startDuplex} makes it non-blocking, for the time in which both directions move at once.
 */
public final class SocketWire implements Watchdog.Watched {

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

    private final SocketChannel channel;
    private final Watchdog watchdog;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private final AtomicLong deadline = new AtomicLong(Nanos.NEVER);
    private volatile @Nullable Selector selector;

    SocketWire(SocketChannel channel, Watchdog watchdog) {
        this.channel = channel;
        this.watchdog = watchdog;
        watchdog.watch(this);
    }

    /** Sets the deadline of what follows, replacing the one before. */
    public void arm(long at) {
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
    public boolean disarm() {
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
    public State state() {
        return state.get();
    }

    private void end(State how) {
        if (!state.compareAndSet(State.OPEN, how)) {
            return;
        }
        watchdog.forget(this);
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone in any case.
        }
        Selector waiting = selector;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    /**
     * Reads what is there; waits for the first byte unless in duplex.
     *
     * @return the number of bytes, 0 if none is there in duplex, -1 at the end
     */
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    /** Writes what the socket takes: everything, unless in duplex. */
    public long write(ByteBuffer[] sources, int count) throws IOException {
        long written = channel.write(sources, 0, count);
        if (selector == null) {
            while (anyRemaining(sources, count)) {
                written += channel.write(sources, 0, count);
            }
        }
        return written;
    }

    private static boolean anyRemaining(ByteBuffer[] sources, int count) {
        for (int i = count - 1; i >= 0; i--) {
            if (sources[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /** Makes reads and writes return at once. */
    public void startDuplex() throws IOException {
        channel.configureBlocking(false);
        Selector opened = Selector.open();
        selector = opened;
        channel.register(opened, 0);
    }

    /** Waits in duplex until the socket can be read or, if wanted, written. */
    public void awaitProgress(boolean writing) throws IOException {
        Selector waiting = selector;
        SelectionKey key = waiting == null ? null : channel.keyFor(waiting);
        if (waiting == null || key == null || !key.isValid()) {
            throw new ClosedChannelException();
        }
        key.interestOps(writing ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        waiting.select(ready -> {});
        if (Thread.currentThread().isInterrupted()) {
            abort();
            throw new ClosedByInterruptException();
        }
        if (state.get() != State.OPEN) {
            throw new ClosedChannelException();
        }
    }

    /** Makes reads and writes block again. */
    public void endDuplex() throws IOException {
        releaseSelector();
        channel.configureBlocking(true);
    }

    /** Frees what duplex needs; to be called by the thread that uses the wire, also after the wire has ended. */
    public void releaseSelector() {
        Selector used = selector;
        selector = null;
        try {
            if (used != null) {
                used.close();
            }
        } catch (IOException e) {
            // Its descriptors are gone in any case.
        }
    }

    /** Whether the peer has neither closed the connection nor sent anything. Never blocks. */
    public boolean isQuiet() {
        try {
            channel.configureBlocking(false);
            int count = channel.read(ByteBuffer.allocate(1));
            channel.configureBlocking(true);
            return count == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
