package org.gateway4j.async;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A response that threads read, one piece for each demand. All but {@link #close} belongs to the loop; a thread has the buffer
 * while it reads. What a thread has read when the response is closed is lost.
 */
final class ThreadedResponse implements AsyncResponse {

    private static final int PIECE = 16 * 1024;

    private enum State {
        /** The buffer holds what was read last and not taken yet. */
        IDLE,
        /** A thread reads into the buffer. */
        READING,
        /** The end or a failure was read. */
        ENDED,
        /** The host has ended it early, or after the end. */
        CLOSED
    }

    private final String gateway;
    private final GatewayResponse response;
    private final EventLoop loop;
    private final Executor executor;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private State state = State.IDLE;
    private @Nullable GatewayException failure;
    private @Nullable Runnable demand;

    ThreadedResponse(String gateway, GatewayResponse response, EventLoop loop, Executor executor) {
        this.gateway = gateway;
        this.response = response;
        this.loop = loop;
        this.executor = executor;
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (state != State.IDLE) {
            return endOrNothing();
        }
        int count = Math.min(buffer.remaining(), target.remaining());
        target.put(target.position(), buffer, buffer.position(), count);
        target.position(target.position() + count);
        buffer.position(buffer.position() + count);
        return count;
    }

    private int endOrNothing() throws GatewayException {
        if (failure != null) {
            throw failure;
        }
        return state == State.READING ? 0 : -1;
    }

    @Override
    public void demand(Runnable whenReadable) {
        if (state == State.CLOSED) {
            return;
        }
        if (demand != null) {
            throw new IllegalStateException("an earlier demand is still open");
        }
        demand = whenReadable;
        if (state != State.IDLE || buffer.hasRemaining()) {
            ThreadedExchange.later(loop, this::satisfy);
            return;
        }
        startReading();
    }

    private void startReading() {
        if (buffer.capacity() == 0) {
            buffer = ByteBuffer.allocate(PIECE);
        }
        ByteBuffer target = buffer.clear();
        state = State.READING;
        try {
            executor.execute(() -> readInto(target));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            response.close();
            GatewayException none = new BackendBusyException(gateway, Phase.BODY, "no thread to read the body", e);
            ThreadedExchange.later(loop, () -> received(0, none));
        }
    }

    /** Waits, on a thread of the executor. */
    private void readInto(ByteBuffer target) {
        int count = 0;
        GatewayException thrown = null;
        try {
            count = response.read(target);
        } catch (GatewayException e) {
            thrown = e;
        } catch (RuntimeException | Error e) {
            response.close();
            thrown = new ExchangeAbortedException(gateway, Phase.BODY, true, "reading threw " + e, e);
        }
        int read = count;
        GatewayException failed = thrown;
        ThreadedExchange.later(loop, () -> received(read, failed));
    }

    private void received(int count, @Nullable GatewayException thrown) {
        if (state == State.CLOSED) {
            return;
        }
        buffer.flip();
        failure = thrown;
        state = thrown == null && count >= 0 ? State.IDLE : State.ENDED;
        satisfy();
    }

    private void satisfy() {
        Runnable satisfied = demand;
        demand = null;
        if (satisfied != null) {
            satisfied.run();
        }
    }

    @Override
    public void close() {
        // First, so that the end of a read that this ends is not told.
        ThreadedExchange.onLoop(loop, this::closeInside);
        response.close();
    }

    private void closeInside() {
        demand = null;
        if (state == State.IDLE || state == State.READING) {
            failure =
                    new ExchangeAbortedException(gateway, Phase.BODY, true, "response was closed before its end", null);
        }
        state = State.CLOSED;
    }

    @Override
    public int status() {
        return response.status();
    }

    @Override
    public String reason() {
        return response.reason();
    }

    @Override
    public Headers headers() {
        return response.headers();
    }

    @Override
    public boolean hasBody() {
        return response.hasBody();
    }

    @Override
    public long contentLength() {
        return response.contentLength();
    }

    @Override
    public long declaredLength() {
        return response.declaredLength();
    }

    @Override
    public @Nullable Handoff handoff() {
        return response.handoff();
    }

    @Override
    public long exitStatus() {
        return response.exitStatus();
    }
}
