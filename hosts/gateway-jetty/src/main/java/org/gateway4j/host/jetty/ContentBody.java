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
 * The content of a request. Jetty hands it out chunk by chunk, and asks the client for more on demand. Jetty parses it on the
 * thread that reads or demands, and then the next request on the connection with the same parser. So one thread at a time reads
 * or demands, nobody does so while Jetty is to call, and nobody does so once the request is over: another order could take the
 * rest of this content for the next request. Safe for use by several threads.
 */
final class ContentBody implements RequestBody {

    private enum Use {
        OPEN,
        /** The gateway wants no more of it. */
        CLOSED,
        /** Jetty may use the connection for the next request. */
        FINISHED
    }

    private enum Demand {
        NEVER,
        /** Jetty is being told, and may call before it returns. */
        ASKING,
        /** Jetty will call. */
        WAITING,
        ANSWERED
    }

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
    private Use use = Use.OPEN;
    private Demand demand = Demand.NEVER;

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

    /** Reads a chunk, unless there is one or Jetty is to call first. */
    private void fill() {
        while (!isReadable() && demand != Demand.WAITING) {
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

    /** Whether a read need not wait. */
    private boolean isReadable() {
        return chunk != null || ended || failure != null || use == Use.FINISHED;
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
        if (whole == null && received == 0 && use == Use.OPEN) {
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
        if (use != Use.OPEN) {
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
        synchronized (this) {
            wakeUp = action;
            if (!isReadable() && demand != Demand.WAITING) {
                demand();
            }
            if (!isReadable() && demand == Demand.WAITING) {
                return;
            }
        }
        tell();
    }

    private void demand() {
        exchange.awaitClient();
        demand = Demand.ASKING;
        request.demand(whenAvailable);
        if (demand == Demand.ASKING) {
            demand = Demand.WAITING;
        }
    }

    private void available() {
        exchange.clientMoved();
        boolean withinDemand;
        synchronized (this) {
            withinDemand = demand == Demand.ASKING;
            demand = Demand.ANSWERED;
            fill();
        }
        if (!withinDemand) {
            tell();
        }
    }

    private void tell() {
        Runnable action;
        boolean gone;
        synchronized (this) {
            action = wakeUp;
            wakeUp = null;
            gone = use == Use.CLOSED && failure != null;
        }
        if (gone) {
            exchange.clientGone();
        }
        if (action != null) {
            action.run();
        }
    }

    @Override
    public synchronized void close() {
        end(Use.CLOSED);
    }

    /** Lets nobody read any more. When it returns, no read is under way. */
    synchronized void finish() {
        end(Use.FINISHED);
    }

    private void end(Use end) {
        if (use != Use.FINISHED) {
            use = end;
        }
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
            end(Use.CLOSED);
            for (int i = 0; i < CHUNKS_PER_TURN; i++) {
                release();
                fill();
            }
            if (ended || failure != null || use == Use.FINISHED || awaitsContinue()) {
                release();
                return true;
            }
        }
        whenReadable(more);
        return false;
    }

    /** Whether the client sends nothing before it is told to. */
    private boolean awaitsContinue() {
        return demand == Demand.NEVER && received == 0 && request.getHeaders().contains(HttpHeader.EXPECT);
    }
}
