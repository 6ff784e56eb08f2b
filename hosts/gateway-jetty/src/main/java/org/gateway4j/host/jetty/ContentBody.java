package org.gateway4j.host.jetty;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content.Chunk;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.gateway4j.RequestBody;
import org.gateway4j.UnreadableBodyException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request. Jetty hands it out chunk by chunk, and asks the client for more on demand. Safe for use by several
 * threads.
 */
final class ContentBody implements RequestBody {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int UNKNOWN = -1;
    private static final int NOT_ASKED_FOR = -2;

    /** The chunks that are dropped before others have their turn. */
    private static final int CHUNKS_PER_TURN = 16;

    private final Request request;
    private final Runnable whenAvailable = Invocable.from(InvocationType.NON_BLOCKING, this::available);
    private final Exchange exchange;
    private long length = NOT_ASKED_FOR;
    private long received;

    /** What Jetty has handed out and nobody has taken yet. */
    private @Nullable Chunk chunk;

    /** The whole content, if it came along with the head. */
    private @Nullable ByteBuffer whole;

    private @Nullable Throwable failure;
    private @Nullable Runnable wakeUp;
    private boolean ended;
    private boolean closed;
    private boolean demanding;
    private boolean demandedOnce;

    /**
     * The content of a request, of which nothing was read.
     *
     * @param exchange hears when the client is to move, and when it turns out to be gone while nobody reads
     */
    ContentBody(Request request, Exchange exchange) {
        this.request = request;
        this.exchange = exchange;
    }

    @Override
    public synchronized long length() {
        if (length == NOT_ASKED_FOR) {
            length = request.getLength();
            if (length <= 0) {
                fill(); // A request without content is at its end before anything has arrived.
                length = length == 0 || hasArrived() ? 0 : UNKNOWN;
            }
        }
        return length;
    }

    /** Reads a chunk, unless there is one. */
    private void fill() {
        while (chunk == null && !ended && failure == null) {
            Chunk next = request.read();
            if (next == null) {
                return;
            }
            failure = next.getFailure();
            ended = next.isLast() && failure == null;
            received += next.remaining();
            if (next.hasRemaining()) {
                chunk = next;
            } else {
                next.release();
            }
        }
    }

    private void release() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }

    /** A body that came along with the head needs no thread that reads it ahead. It is copied, for Jetty to reuse its buffer. */
    @Override
    public synchronized @Nullable ByteBuffer inMemory() {
        if (length() == 0) {
            return NOTHING;
        }
        if (whole == null && received == 0 && !closed) {
            fill();
            if (chunk != null && received == length) {
                whole = BufferUtil.copy(chunk.getByteBuffer());
                release();
                fill();
            }
        }
        return whole;
    }

    @Override
    public boolean replayable() {
        return inMemory() != null;
    }

    @Override
    public void rewind() {}

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public synchronized int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new IOException("the request is over");
        }
        fill();
        if (chunk != null) {
            int count = BufferUtil.put(chunk.getByteBuffer(), target);
            if (!chunk.hasRemaining()) {
                release();
                if (received == length) {
                    fill(); // The end, which nobody may ask for.
                }
            }
            return count;
        }
        if (failure != null) {
            throw unreadable(failure);
        }
        return ended ? -1 : 0;
    }

    private static IOException unreadable(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return unreadable(HttpStatus.REQUEST_TIMEOUT_408, cause.getMessage(), cause);
        }
        if (cause instanceof HttpException refused && refused.getCode() / 100 == 4) {
            return unreadable(refused.getCode(), refused.getReason(), cause);
        }
        return cause instanceof IOException e ? e : new IOException(cause);
    }

    private static IOException unreadable(int status, @Nullable String message, Throwable cause) {
        IOException unreadable = new UnreadableBodyException(status, String.valueOf(message));
        unreadable.initCause(cause);
        return unreadable;
    }

    @Override
    public void whenReadable(Runnable action) {
        boolean demand;
        synchronized (this) {
            boolean readable = ended || chunk != null || failure != null;
            wakeUp = action;
            demand = !readable && !demanding;
            demanding |= demand;
            demandedOnce |= demand;
            if (!readable && !demand) {
                return;
            }
        }
        if (demand) {
            exchange.awaitClient();
            request.demand(whenAvailable);
        } else {
            wakeUp();
        }
    }

    private void available() {
        exchange.clientMoved();
        boolean gone;
        synchronized (this) {
            demanding = false;
            fill();
            gone = closed && failure != null;
        }
        if (gone) {
            exchange.clientGone();
        }
        wakeUp();
    }

    private void wakeUp() {
        Runnable action;
        synchronized (this) {
            action = wakeUp;
            wakeUp = null;
        }
        if (action != null) {
            action.run();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        release();
    }

    /** Whether the whole request has arrived, so that more bytes on its connection belong to the next one. */
    synchronized boolean hasArrived() {
        return ended && chunk == null;
    }

    /**
     * Drops what is left, a part at a time: a client that still sends might not see the response, because closing a connection
     * with unread bytes resets it.
     *
     * @param more run when there may be more to drop
     * @return true if nothing is left, or nothing more will come
     */
    boolean discard(Runnable more) {
        synchronized (this) {
            closed = true;
            for (int i = 0; i < CHUNKS_PER_TURN; i++) {
                release();
                fill();
            }
            boolean waits =
                    !demandedOnce && received == 0 && request.getHeaders().contains(HttpHeader.EXPECT);
            if (ended || failure != null || waits) {
                release();
                return true;
            }
        }
        whenReadable(more);
        return false;
    }
}
