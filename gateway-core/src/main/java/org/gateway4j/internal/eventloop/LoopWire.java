package org.gateway4j.internal.eventloop;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.Link;
import org.gateway4j.async.LinkHandler;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.internal.wire.Wire.State;
import org.jspecify.annotations.Nullable;

/**
 * A link of an event loop with a deadline and an end, as {@link org.gateway4j.internal.wire.Wire} is for a thread. Only
 * the loop uses it. The watchdog posts to the loop.
 */
final class LoopWire implements LinkHandler, Watchdog.Watched {

    /** The present user of the wire. All calls come on the loop. */
    interface User {

        /** The wire is connected. */
        default void connected() {}

        /** The wire could not be connected. It is closed. */
        default void notConnected(IOException failure) {}

        /** Bytes, or the end, can be read; or bytes can be written. */
        void ready(boolean readable, boolean writable);

        /** The wire was ended from outside; its {@link #state} says how. */
        void lost(IOException cause);
    }

    private final EventLoop loop;
    private final Watchdog watchdog;
    private User user;
    private @Nullable Link link;
    private State state = State.OPEN;
    private volatile long deadline = Nanos.NEVER;
    private boolean reading;
    private boolean writing;

    /** A wire that is not connected. */
    LoopWire(EventLoop loop, Watchdog watchdog, User user) {
        this.loop = loop;
        this.watchdog = watchdog;
        this.user = user;
    }

    EventLoop loop() {
        return loop;
    }

    void handTo(User next) {
        user = next;
    }

    /** Begins to be watched, and to connect. */
    void connect(SocketAddress address) {
        watchdog.watch(this);
        link = loop.connect(address, this);
    }

    /** Runs a task on the loop. Runs it now if this thread is the loop, or if the loop has ended. */
    void onLoop(Runnable task) {
        onLoop(loop, task);
    }

    static void onLoop(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            later(loop, task);
        }
    }

    /**
     * Runs a task on the loop, after the present one. If the loop has ended, no other thread can use its state, so the
     * task runs here.
     */
    static void later(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Sets the deadline of the next wait, in place of the previous one. */
    void arm(long at) {
        deadline = at;
        watchdog.armed();
    }

    void disarm() {
        deadline = Nanos.NEVER;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void expire(long seen) {
        later(loop, () -> {
            if (deadline == seen) {
                lose(State.EXPIRED);
            }
        });
    }

    @Override
    public void abort() {
        later(loop, () -> lose(State.ABORTED));
    }

    private void lose(State how) {
        if (end(how)) {
            user.lost(new AsynchronousCloseException());
        }
    }

    void close() {
        end(State.CLOSED);
    }

    private boolean end(State how) {
        if (state != State.OPEN) {
            return false;
        }
        state = how;
        deadline = Nanos.NEVER;
        watchdog.forget(this);
        if (link != null) {
            link.close();
        }
        return true;
    }

    /** How the wire ended, or {@link State#OPEN}. */
    State state() {
        return state;
    }

    int read(ByteBuffer target) throws IOException {
        try {
            return open().read(target);
        } catch (OutOfMemoryError e) {
            throw ExhaustedException.noMemory(e);
        }
    }

    long write(ByteBuffer[] sources) throws IOException {
        try {
            return open().write(sources);
        } catch (OutOfMemoryError e) {
            throw ExhaustedException.noMemory(e);
        }
    }

    private Link open() throws IOException {
        Link present = link;
        if (present == null || state != State.OPEN) {
            throw new AsynchronousCloseException();
        }
        return present;
    }

    void interest(boolean read, boolean write) {
        if ((read != reading || write != writing) && link != null && state == State.OPEN) {
            reading = read;
            writing = write;
            link.interest(read, write);
        }
    }

    boolean isReading() {
        return reading;
    }

    @Override
    public void connected() {
        user.connected();
    }

    @Override
    public void failed(IOException failure) {
        if (end(State.CLOSED)) {
            user.notConnected(failure);
        }
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        user.ready(readable, writable);
    }
}
