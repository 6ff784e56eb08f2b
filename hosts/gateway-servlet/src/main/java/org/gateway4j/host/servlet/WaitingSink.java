package org.gateway4j.host.servlet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncSink;
import org.gateway4j.host.BlockingSink;
import org.gateway4j.host.ResponseHead;

/** Hands what the loop writes to a thread that waits for it, and may wait for the client. */
final class WaitingSink implements AsyncSink {

    private static final int PIECE = 16 * 1024;

    /** What the thread has to do. */
    private interface Step {

        void run() throws IOException;
    }

    private final BlockingSink sink;
    private final EventLoop loop;
    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private volatile Runnable whenClientGone = () -> {};

    /** The thread's own. */
    private boolean over;

    // What follows belongs to the loop.
    private final ByteBuffer buffer = ByteBuffer.allocate(PIECE);
    private boolean writing;
    private Runnable whenWritable = () -> {};

    WaitingSink(BlockingSink sink, EventLoop loop) {
        this.sink = sink;
        this.loop = loop;
    }

    /**
     * Writes the response to its end.
     *
     * @throws IOException what {@link BlockingSink#abort} throws
     */
    void writeUntilEnd() throws IOException {
        boolean interrupted = false;
        try {
            while (!over) {
                try {
                    write(steps.take());
                } catch (InterruptedException e) {
                    interrupted = true;
                    whenClientGone.run();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            if (over) {
                throw e;
            }
            // The loop ends the exchange, and so this wait.
            whenClientGone.run();
        }
    }

    @Override
    public void onClientGone(Runnable action) {
        whenClientGone = action;
    }

    @Override
    public void head(ResponseHead head) {
        steps.add(() -> sink.head(head));
    }

    @Override
    public boolean isWritable() {
        return !writing;
    }

    @Override
    public void whenWritable(Runnable action) {
        whenWritable = action;
    }

    @Override
    public ByteBuffer buffer() {
        return buffer.clear();
    }

    @Override
    public void write(ByteBuffer piece) {
        writing = true;
        steps.add(() -> {
            sink.write(piece.array(), piece.arrayOffset() + piece.position(), piece.remaining());
            tellWritten();
        });
    }

    private void tellWritten() throws IOException {
        try {
            loop.execute(this::written);
        } catch (RejectedExecutionException e) {
            throw new IOException("the servlet is being destroyed", e);
        }
    }

    private void written() {
        writing = false;
        Runnable action = whenWritable;
        whenWritable = () -> {};
        action.run();
    }

    @Override
    public void flush() {
        steps.add(sink::flush);
    }

    @Override
    public void end() {
        steps.add(() -> {
            over = true;
            sink.end();
        });
    }

    @Override
    public void abort(Throwable cause) {
        steps.add(() -> {
            over = true;
            sink.abort(cause);
        });
    }
}
