package org.gateway4j.host.undertow;

import io.undertow.connector.PooledByteBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/**
 * The response of an exchange on an I/O thread. The latest piece is held back until it is clear whether it is the last one, because
 * that one leaves in one write with the end of the response.
 */
final class LoopSink implements AsyncSink {

    private enum State {
        OPEN,
        /** No piece will follow. */
        ENDING,
        /** All is written, and not all is flushed. */
        ENDED,
        /** Nothing is written any more. */
        OVER
    }

    private final Exchange exchange;
    private State state = State.OPEN;
    private boolean flushing;
    private boolean lastLeaves;
    private @Nullable StreamSinkChannel channel;
    private @Nullable PooledByteBuffer lent;
    private @Nullable PooledByteBuffer held;
    private @Nullable PooledByteBuffer leaving;
    private @Nullable Runnable whenWritable;

    LoopSink(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void onClientGone(Runnable action) {
        exchange.onClientGone(action);
    }

    @Override
    public void head(ResponseHead head) {
        channel = exchange.commit(head, this::writable);
    }

    private StreamSinkChannel channel() {
        return Objects.requireNonNull(channel, "there was no head");
    }

    @Override
    public boolean isWritable() {
        return leaving == null;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
        if (isWritable()) {
            exchange.ioThread().execute(this::writable);
        }
    }

    @Override
    public ByteBuffer buffer() {
        PooledByteBuffer buffer = lent;
        if (buffer == null) {
            buffer = exchange.buffer();
            lent = buffer;
        }
        return buffer.getBuffer().clear();
    }

    @Override
    public void write(ByteBuffer piece) {
        leaving = held;
        held = lent;
        lent = null;
        if (state == State.OVER) {
            drop();
        } else if (leaving != null) {
            send();
        }
    }

    /** While an exchange pauses, it occupies no buffer. */
    @Override
    public void flush() {
        lent = freed(lent);
        flushing = true;
        send();
    }

    @Override
    public void end() {
        state = State.ENDING;
        lent = freed(lent);
        send();
    }

    private void writable() {
        send();
        Runnable action = whenWritable;
        if (action != null && state == State.OPEN && isWritable()) {
            whenWritable = null;
            action.run();
        }
    }

    private void send() {
        if (state == State.OVER) {
            return;
        }
        try {
            if (!sendAll()) {
                awaitRoom();
            } else if (state == State.ENDED) {
                state = State.OVER;
                exchange.end();
            } else {
                channel().suspendWrites();
            }
        } catch (IOException e) {
            broke();
        }
    }

    /** A stream of HTTP/2 takes each resumption for news. */
    private void awaitRoom() {
        if (!channel().isWriteResumed()) {
            channel().resumeWrites();
        }
    }

    /** Whether all is sent that may be sent now. */
    private boolean sendAll() throws IOException {
        leaving = unwritten(leaving);
        if (leaving == null && (flushing || state == State.ENDING)) {
            lastLeaves = state == State.ENDING;
            leaving = unwritten(held);
            held = null;
        }
        if (leaving != null) {
            return false;
        }
        if (state == State.ENDING) {
            state = State.ENDED;
            channel().shutdownWrites();
        }
        flushing = (flushing || state == State.ENDED) && !channel().flush();
        return !flushing;
    }

    /** What is left of a buffer after a write, or null. */
    private @Nullable PooledByteBuffer unwritten(@Nullable PooledByteBuffer buffer) throws IOException {
        if (buffer == null) {
            return null;
        }
        ByteBuffer bytes = buffer.getBuffer();
        int count = 1;
        while (bytes.hasRemaining() && count > 0) {
            count = lastLeaves ? channel().writeFinal(bytes) : channel().write(bytes);
        }
        return bytes.hasRemaining() ? buffer : freed(buffer);
    }

    private void broke() {
        state = State.OVER;
        drop();
        exchange.clientGone();
        exchange.abort();
    }

    @Override
    public void abort(Throwable cause) {
        state = State.OVER;
        drop();
        exchange.abort();
    }

    private void drop() {
        whenWritable = null;
        lent = freed(lent);
        held = freed(held);
        leaving = freed(leaving);
    }

    private static @Nullable PooledByteBuffer freed(@Nullable PooledByteBuffer buffer) {
        if (buffer != null) {
            buffer.close();
        }
        return null;
    }
}
