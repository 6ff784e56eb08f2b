package org.gateway4j.host.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The body of an asynchronous request. The container's threads only say that there is something to read. No read blocks, so it is
 * known when the last one is over: a container may use the request again after that.
 */
final class PolledBody implements RequestBody, ReadListener {

    private static final int PIECE = 16 * 1024;

    /** In place of a waiting action: there is something to read, and nobody has asked for it. */
    private enum Signal implements Runnable {
        READABLE;

        @Override
        public void run() {}
    }

    private final RequestContent content;
    private final AtomicReference<@Nullable Runnable> waiting = new AtomicReference<>();
    private volatile @Nullable Throwable failure;
    private @Nullable ServletInputStream listenedTo;
    private boolean begun;
    private boolean finished;

    /**
     * A body that the container will be asked for. It must be called on the thread of the request, after that was made asynchronous.
     */
    PolledBody(RequestContent content) throws IOException {
        this.content = content;
        if (!content.isAskedFor()) {
            listen();
        }
    }

    private ServletInputStream listen() throws IOException {
        ServletInputStream stream = content.open();
        listenedTo = stream;
        stream.setReadListener(this);
        return stream;
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        Throwable failed = failure;
        if (failed != null) {
            throw new IOException("the container cannot read the body: " + failed, failed);
        }
        if (finished) {
            throw new IOException("the exchange is over");
        }
        int count = readFrom(listenedTo == null ? listen() : listenedTo, target);
        if (count < 0 && !begun) {
            content.refuseIfDeclared();
        }
        begun |= count != 0;
        return count;
    }

    private static int readFrom(ServletInputStream stream, ByteBuffer target) throws IOException {
        int count = 0;
        while (count == 0) {
            if (stream.isFinished()) {
                return -1;
            }
            if (!stream.isReady()) {
                return 0;
            }
            byte[] piece = new byte[Math.min(target.remaining(), PIECE)];
            count = stream.read(piece);
            if (count > 0) {
                target.put(piece, 0, count);
            }
        }
        return count;
    }

    @Override
    public void whenReadable(Runnable wakeUp) {
        if (!waiting.compareAndSet(null, wakeUp)) {
            waiting.set(null);
            wakeUp.run();
        }
    }

    private void wakeUp() {
        Runnable waited =
                waiting.getAndUpdate(action -> action == null || action instanceof Signal ? Signal.READABLE : null);
        if (waited != null) {
            waited.run();
        }
    }

    @Override
    public void onDataAvailable() {
        wakeUp();
    }

    @Override
    public void onAllDataRead() {
        wakeUp();
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        wakeUp();
    }

    /** Lets no read begin any more. When it returns, none is under way. */
    synchronized void finish() {
        finished = true;
    }

    /** The rest is the container's: it reads a little of it, or closes the connection after the response. */
    @Override
    public void close() {}
}
