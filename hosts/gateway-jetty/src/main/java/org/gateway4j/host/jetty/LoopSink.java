package org.gateway4j.host.jetty;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.io.RetainableByteBuffer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.gateway4j.GatewayRequest;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * The response of an exchange on a loop. Jetty writes one piece at a time. The latest piece is held back until it is clear
 * whether it is the last one, because that one leaves in one write with the end of the response.
 */
final class LoopSink implements AsyncSink {

    private enum State {
        OPEN,
        /** No piece will follow. */
        ENDING,
        /** The last piece was handed to Jetty. */
        ENDED,
        /** Nothing is handed to Jetty any more. */
        OVER
    }

    private final Exchange exchange;
    private final EventLoop loop;
    private final Callback written = new Written();
    private State state = State.OPEN;
    private boolean headHeld;
    private boolean writing;
    private boolean flushing;
    private boolean blocked;
    private @Nullable RetainableByteBuffer lent;
    private @Nullable RetainableByteBuffer held;
    private @Nullable RetainableByteBuffer leaving;
    private @Nullable Runnable whenWritable;

    LoopSink(Exchange exchange, EventLoop loop) {
        this.exchange = exchange;
        this.loop = loop;
    }

    @Override
    public void onClientGone(Runnable action) {
        exchange.onClientGone(action);
    }

    @Override
    public void head(ResponseHead head) {
        exchange.commit(head);
        headHeld = true;
        if (exchange.leavesAlone(head)) {
            flush();
        }
    }

    @Override
    public boolean isWritable() {
        return held == null || !writing;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public ByteBuffer buffer() {
        RetainableByteBuffer buffer = lent;
        if (buffer == null) {
            HttpConfiguration config = exchange.configuration();
            buffer = exchange.buffers().acquire(config.getOutputBufferSize(), config.isUseOutputDirectByteBuffers());
            lent = buffer;
        }
        BufferUtil.clearToFill(buffer.getByteBuffer());
        return buffer.getByteBuffer();
    }

    @Override
    public void write(ByteBuffer piece) {
        if (held != null) {
            send(false);
        }
        held = lent;
        lent = null;
        if (state == State.OVER) {
            drop();
        }
    }

    /** While an exchange pauses, it occupies no buffer. */
    @Override
    public void flush() {
        lent = released(lent);
        if (writing) {
            flushing = true;
        } else if (held != null || headHeld) {
            send(false);
        }
    }

    private void send(boolean last) {
        writing = true;
        flushing = false;
        headHeld = false;
        leaving = held;
        held = null;
        exchange.response().write(last, leaving == null ? BufferUtil.EMPTY_BUFFER : leaving.getByteBuffer(), written);
        if (writing && !blocked) {
            blocked = true;
            exchange.awaitClient();
        }
    }

    @Override
    public void end() {
        state = State.ENDING;
        lent = released(lent);
        if (!writing) {
            sendLast();
        }
    }

    private void sendLast() {
        state = State.ENDED;
        send(true);
    }

    /** Hears of the end of each write, often within it. */
    private final class Written implements Callback {

        @Override
        public void succeeded() {
            onLoop(LoopSink.this::wrote);
        }

        @Override
        public void failed(Throwable failure) {
            onLoop(() -> broke(failure));
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        private void onLoop(Runnable action) {
            if (loop.inEventLoop()) {
                action.run();
                return;
            }
            try {
                loop.execute(action);
            } catch (RejectedExecutionException e) {
                action.run();
            }
        }
    }

    private void afterWrite() {
        writing = false;
        leaving = released(leaving);
        if (blocked) {
            blocked = false;
            exchange.clientMoved();
        }
    }

    private void wrote() {
        afterWrite();
        switch (state) {
            case OPEN -> goOn();
            case ENDING -> sendLast();
            case ENDED -> {
                state = State.OVER;
                exchange.end();
            }
            case OVER -> {}
        }
    }

    private void goOn() {
        if (flushing && held != null) {
            send(false);
        }
        Runnable action = whenWritable;
        if (action != null && isWritable()) {
            whenWritable = null;
            action.run();
        }
    }

    private void broke(Throwable failure) {
        afterWrite();
        exchange.clientGone();
        abort(failure);
    }

    @Override
    public boolean sendFile(ResponseHead head, Path file, GatewayRequest request) {
        if (!exchange.sendsFile(head)) {
            return false;
        }
        try {
            exchange.executor()
                    .execute(() -> exchange.sendFile(head, file, Callback.from(exchange::end, exchange::abort)));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void abort(Throwable cause) {
        state = State.OVER;
        drop();
        exchange.abort(cause);
    }

    private void drop() {
        whenWritable = null;
        lent = released(lent);
        held = released(held);
    }

    private static @Nullable RetainableByteBuffer released(@Nullable RetainableByteBuffer buffer) {
        if (buffer != null) {
            buffer.release();
        }
        return null;
    }
}
