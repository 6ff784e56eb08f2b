package org.gateway4j.host.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.ResponseHead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the response of an asynchronous request. All is done on the loop; the threads of the container only say that more can be
 * written, or that the client is gone.
 *
 * <p>A container may end a request whose client is gone, and use its objects for the next one. So nothing of it is touched after a
 * write has failed. The container hears of that itself, calls the listeners, and the request is completed by them. What the loop
 * does with the container's objects excludes that.
 */
final class AsyncResponseSink implements AsyncSink, WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncResponseSink.class);

    private static final int PIECE = 16 * 1024;

    private enum State {
        OPEN,
        /** The response is whole; what was written has not left yet. */
        ENDING,
        /** The client is gone. The container is to say so. */
        FAILED,
        /** The container has got the request back. */
        OVER
    }

    private final AsyncContext context;
    private final HttpServletResponse response;
    private final ServletOutputStream output;
    private final EventLoop loop;

    /** Guarded by this. */
    private State state = State.OPEN;

    private boolean flushWanted;
    private Runnable whenWritable = () -> {};
    private @Nullable ByteBuffer buffer;
    private Runnable beforeHandBack = () -> {};
    private volatile Runnable whenClientGone = () -> {};

    private AsyncResponseSink(
            AsyncContext context, HttpServletResponse response, ServletOutputStream output, EventLoop loop) {
        this.context = context;
        this.response = response;
        this.output = output;
        this.loop = loop;
    }

    /** Makes a request asynchronous. It must be called on the thread of the request. */
    static AsyncResponseSink start(HttpServletRequest request, HttpServletResponse response, EventLoop loop)
            throws IOException {
        ServletOutputStream output = response.getOutputStream();
        AsyncContext context = request.startAsync(new CutRequest(request), response);
        // The gateway has deadlines of its own.
        context.setTimeout(0);
        AsyncResponseSink sink = new AsyncResponseSink(context, response, output, loop);
        context.addListener(sink);
        output.setWriteListener(sink);
        return sink;
    }

    /** Says what is to be done before the container gets the request back. To be called before {@link #run}. */
    void before(Runnable action) {
        beforeHandBack = action;
    }

    /** Begins the exchange, on the loop. */
    void run(AsyncServing.Exchange exchange) {
        loop.execute(() -> exchange.run(loop, this));
    }

    @Override
    public void onClientGone(Runnable action) {
        whenClientGone = action;
        if (!isOpen()) {
            onLoop(action);
        }
    }

    private synchronized boolean isOpen() {
        return state == State.OPEN || state == State.ENDING;
    }

    @Override
    public void head(ResponseHead head) {
        attempt(() -> ResponseWriter.write(head, response));
        if (ResponseWriter.isUnframed(head)) {
            flush();
        }
    }

    @Override
    public boolean isWritable() {
        return isReady();
    }

    /** After a false, the container will call {@link #onWritePossible}. */
    private synchronized boolean isReady() {
        try {
            return isOpen() && output.isReady();
        } catch (RuntimeException e) {
            fail(e);
            return false;
        }
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public ByteBuffer buffer() {
        ByteBuffer lent = buffer;
        if (lent == null) {
            lent = ByteBuffer.allocate(PIECE);
            buffer = lent;
        }
        return lent.clear();
    }

    @Override
    public void write(ByteBuffer piece) {
        attempt(() -> output.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining()));
    }

    @Override
    public void flush() {
        if (isReady()) {
            flushWanted = false;
            attempt(output::flush);
        } else {
            flushWanted = true;
        }
    }

    @Override
    public synchronized void end() {
        if (isOpen()) {
            state = State.ENDING;
            complete();
        }
    }

    /** Completes the request when nothing is left to write, so that no thread of the container waits for the client. */
    private synchronized void complete() {
        if (flushWanted) {
            flush();
        }
        if (isReady()) {
            closeOutput();
            handBack(context::complete);
        }
    }

    /** Containers tell listeners of the end before they write what they have kept, and a listener may stop the server. */
    private void closeOutput() {
        try {
            output.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("the client is gone", e);
        }
    }

    /**
     * A request that is completed ends as if its response were whole. So it is dispatched, to the servlet or filter that has begun
     * it, which throws.
     */
    @Override
    public synchronized void abort(Throwable cause) {
        if (isOpen()) {
            CutRequest.cut(context.getRequest(), cause);
            handBack(context::dispatch);
        }
    }

    private synchronized void handBack(Runnable way) {
        state = State.OVER;
        beforeHandBack.run();
        try {
            way.run();
        } catch (IllegalStateException e) {
            LOG.debug("the container has ended the request itself", e);
        }
    }

    private interface Output {

        void run() throws IOException;
    }

    private synchronized void attempt(Output step) {
        if (!isOpen()) {
            return;
        }
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable cause) {
        if (!isOpen()) {
            return;
        }
        LOG.debug("the client is gone", cause);
        state = State.FAILED;
        beforeHandBack.run();
        // Not within the call of the exchange that has failed.
        onLoop(whenClientGone);
    }

    /** The container says, on a thread of its own, that the client is gone. */
    private synchronized void failed(Throwable cause) {
        fail(cause);
        if (state == State.FAILED) {
            handBack(context::complete);
        }
    }

    private void onLoop(Runnable action) {
        try {
            loop.execute(action);
        } catch (RejectedExecutionException e) {
            action.run();
        }
    }

    @Override
    public void onWritePossible() {
        onLoop(this::goOn);
    }

    private synchronized State state() {
        return state;
    }

    private void goOn() {
        State current = state();
        if (current == State.ENDING) {
            complete();
        } else if (current == State.OPEN) {
            if (flushWanted) {
                flush();
            }
            Runnable action = whenWritable;
            whenWritable = () -> {};
            action.run();
        }
    }

    @Override
    public void onError(Throwable cause) {
        failed(cause);
    }

    @Override
    public void onError(AsyncEvent event) {
        failed(event.getThrowable());
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        failed(new IOException("the container has ended the request after a time"));
    }

    @Override
    public void onComplete(AsyncEvent event) {
        fail(new IOException("the container has ended the request"));
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
