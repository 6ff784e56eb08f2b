package org.gateway4j.internal.eventloop;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.async.EventLoop;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Conversation;
import org.gateway4j.internal.pool.Pooled;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.ExhaustedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of the pool that belongs to one loop. While it is idle the loop watches it, so that its end, or bytes
 * without a request, make it unfit at once.
 */
final class LoopConnection<Q> implements Pooled, LoopWire.User {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");

    private final long id;
    private final long openedAt = System.nanoTime();
    private final LoopWire wire;
    private final Conversation<Q> conversation;
    private final Backend backend;
    private final ByteBuffer input;
    private boolean inputFilled;
    private Runnable bodyReadable = () -> {};
    private volatile boolean disturbed;

    LoopConnection(long id, LoopWire wire, Protocol<Q> protocol, Backend backend) throws ExhaustedException {
        this.id = id;
        this.wire = wire;
        this.backend = backend;
        this.input = allocate(backend.medium().inputSize()).flip();
        this.conversation = new Conversation<>(protocol, input, LoopConnection::allocate, this::wakeUp);
    }

    private static ByteBuffer allocate(int size) throws ExhaustedException {
        try {
            return ByteBuffer.allocateDirect(size);
        } catch (OutOfMemoryError e) {
            throw ExhaustedException.noMemory(e);
        }
    }

    long id() {
        return id;
    }

    LoopWire wire() {
        return wire;
    }

    EventLoop loop() {
        return wire.loop();
    }

    Conversation<Q> conversation() {
        return conversation;
    }

    /** Sets the action that runs on the loop when a request body that had nothing has more. */
    void whenBodyReadable(Runnable action) {
        bodyReadable = action;
    }

    private void wakeUp() {
        LoopWire.later(wire.loop(), () -> bodyReadable.run());
    }

    /**
     * Reads once, after the input was consumed.
     *
     * @return the number of bytes, 0 if there are none now, or -1 at the end
     */
    int receive() throws IOException {
        input.clear();
        try {
            int count = wire.read(input);
            inputFilled = !input.hasRemaining();
            return count;
        } finally {
            input.flip();
        }
    }

    /** Whether the last {@link #receive} has filled the buffer, so that there may be more. */
    boolean mayHoldMore() {
        return inputFilled;
    }

    /**
     * Whether the other side has neither ended the connection nor sent anything. Reads from the connection to find out.
     */
    boolean isQuiet() {
        try {
            return isAlive() && receive() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public boolean isAlive() {
        return !disturbed;
    }

    /** Prepares for the pool: from now on only the pool has the connection. */
    void rest() {
        wire.disarm();
        wire.handTo(this);
        wire.interest(true, false);
        bodyReadable = () -> {};
    }

    @Override
    public void ready(boolean readable, boolean writable) {
        disturbed = true;
        wire.interest(false, false);
    }

    @Override
    public void lost(IOException cause) {
        disturbed = true;
    }

    @Override
    public void close(CloseReason reason, Runnable whenGone) {
        wire.onLoop(() -> {
            wire.close();
            // First, so that nobody waits for a permit because a listener does not return.
            whenGone.run();
            LOG.debug("{}: connection {} closed: {}", backend.name(), id, reason);
            backend.listener().connectionClosed(id, reason, System.nanoTime() - openedAt);
        });
    }
}
