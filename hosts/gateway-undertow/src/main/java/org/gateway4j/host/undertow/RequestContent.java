package org.gateway4j.host.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.gateway4j.RequestBody;
import org.gateway4j.UnreadableBodyException;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/**
 * The content of a request. It is read from Undertow's channel, which wakes up who waits. Undertow's limit of its size is held here:
 * what Undertow itself has refused cannot be drained, so the client might not see why. Safe for use by several threads.
 */
final class RequestContent implements RequestBody {

    private static final long UNLIMITED = -1;

    /** The pieces that are dropped before others have their turn. */
    private static final int PIECES_PER_TURN = 16;

    /** When a client is asked again that did not take the question. */
    private static final long RETRY_MILLIS = 50;

    private final HttpServerExchange undertow;
    private final Runnable whenRead;
    private final long limit;
    private final long length;
    private final ByteBuffer nothing = ByteBuffer.allocate(1);
    private @Nullable StreamSourceChannel channel;
    private HttpContinue.@Nullable ContinueResponseSender question;
    private @Nullable Runnable wakeUp;
    private long received;
    private boolean awaited;
    private boolean closed;

    /**
     * The content of a request, of which nothing was read.
     *
     * @param whenRead run when the end has been read
     */
    RequestContent(HttpServerExchange undertow, Runnable whenRead) {
        this.undertow = undertow;
        this.whenRead = whenRead;
        limit = undertow.getMaxEntitySize();
        length = undertow.isRequestComplete() ? 0 : undertow.getRequestContentLength();
        awaited = length != 0 && HttpContinue.requiresContinueResponse(undertow);
        if (length != 0) {
            undertow.setMaxEntitySize(UNLIMITED);
        }
    }

    /** The length, or -1 as Undertow has it. */
    @Override
    public long length() {
        return length;
    }

    /** Whether the client has declared more than Undertow accepts. */
    boolean isTooLarge() {
        return isTooLarge(length);
    }

    private boolean isTooLarge(long count) {
        return limit > 0 && count > limit;
    }

    /** Whether the client waits to be asked for the content. */
    synchronized boolean isAwaited() {
        return awaited;
    }

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new IOException("the request is over");
        }
        if (length == 0) {
            return -1;
        }
        if (awaited) {
            return 0;
        }
        int count = channel().read(target);
        received += Math.max(0, count);
        if (isTooLarge(received)) {
            throw new UnreadableBodyException(Exchange.TOO_LARGE, "the client sends more than " + limit + " bytes");
        }
        if (count < 0 || received == length && channel().read(nothing.clear()) < 0) {
            whenRead.run();
        }
        return count;
    }

    private StreamSourceChannel channel() {
        StreamSourceChannel opened = channel;
        if (opened == null) {
            opened = Objects.requireNonNull(undertow.getRequestChannel(), "somebody else reads the request");
            channel = opened;
        }
        return opened;
    }

    @Override
    public void whenReadable(Runnable action) {
        synchronized (this) {
            wakeUp = action;
        }
        if (undertow.isInIoThread()) {
            resume();
        } else {
            undertow.getIoThread().execute(this::resume);
        }
    }

    private void resume() {
        boolean readable;
        synchronized (this) {
            readable = closed || undertow.isRequestComplete();
            if (!readable && isAsked()) {
                channel().getReadSetter().set(this::readable);
                resume(channel());
            }
        }
        if (readable) {
            wakeUp();
        }
    }

    /** Asks a client that waits. */
    private boolean isAsked() {
        if (!awaited) {
            return true;
        }
        try {
            HttpContinue.ContinueResponseSender asking =
                    question == null ? HttpContinue.createResponseSender(undertow) : question;
            question = asking;
            awaited = !asking.send();
        } catch (IOException e) {
            // The first read fails, too.
            awaited = false;
        }
        if (awaited) {
            undertow.getIoThread().executeAfter(this::resume, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return !awaited;
    }

    /** A stream of HTTP/2 takes each resumption for a wake-up, which would find nothing. */
    private static void resume(StreamSourceChannel source) {
        if (!source.isReadResumed()) {
            source.resumeReads();
        }
    }

    /** Reads stay resumed as long as somebody waits. */
    private void readable(StreamSourceChannel readable) {
        if (!wakeUp()) {
            readable.suspendReads();
        }
    }

    /** Whether somebody waited. */
    private boolean wakeUp() {
        Runnable action;
        synchronized (this) {
            action = wakeUp;
            wakeUp = null;
        }
        if (action != null) {
            action.run();
        }
        return action != null;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /**
     * Drops what is left. The I/O thread calls this.
     *
     * @param atEnd run when nothing is left, or nothing more will come
     */
    void discard(Runnable atEnd) {
        StreamSourceChannel left;
        synchronized (this) {
            closed = true;
            left = channel();
        }
        left.getReadSetter().set(readable -> drop(readable, atEnd));
        drop(left, atEnd);
    }

    private void drop(StreamSourceChannel left, Runnable atEnd) {
        if (hasEnded(left)) {
            left.suspendReads();
            atEnd.run();
        } else {
            resume(left);
        }
    }

    private boolean hasEnded(StreamSourceChannel left) {
        try (PooledByteBuffer piece =
                undertow.getConnection().getByteBufferPool().allocate()) {
            int count = 1;
            for (int i = 0; i < PIECES_PER_TURN && count > 0; i++) {
                count = left.read(piece.getBuffer().clear());
            }
            return count < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
