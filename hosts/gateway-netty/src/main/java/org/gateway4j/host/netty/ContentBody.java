package org.gateway4j.host.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.gateway4j.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request, part by part as Netty decodes it. Parts come on the channel's event loop, and any thread reads them.
 */
final class ContentBody implements RequestBody {

    /** What the client is to do. Any thread may call. */
    interface Demand {

        /** Somebody waits for content. */
        void wanted();

        /** There is room for more content. */
        void roomAgain();
    }

    /** While so many bytes wait, the client does. */
    private static final int ENOUGH = 64 * 1024;

    private static final int UNKNOWN = -1;

    private final Demand demand;
    private final long declared;
    private final Queue<HttpContent> parts = new ArrayDeque<>();
    private long arrived;
    private long held;

    /** Set when a gateway asks first. */
    private @Nullable Extent extent;

    private @Nullable IOException failure;
    private @Nullable Runnable wakeUp;
    private boolean ended;
    private boolean closed;

    /**
     * How much there is to read.
     *
     * @param length the length, or -1 if the client has not declared it: the limit for such bodies counts even if all has come
     * @param whole all of it, if it came along with the head. It is a copy: it must last until the gateway lets go of it, even
     *     if the exchange ends before
     */
    private record Extent(long length, @Nullable ByteBuffer whole) {}

    ContentBody(HttpRequest request, Demand demand) {
        this.demand = demand;
        declared = declared(request);
    }

    private static long declared(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return 0;
        }
        return HttpUtil.isTransferEncodingChunked(request) ? UNKNOWN : HttpUtil.getContentLength(request, 0L);
    }

    /** Takes a part, and its reference. */
    void add(HttpContent part) {
        synchronized (this) {
            ended |= part instanceof LastHttpContent;
            int length = part.content().readableBytes();
            arrived += length;
            if (closed) {
                part.release();
            } else {
                parts.add(part);
                held += length;
            }
        }
        wakeUp();
    }

    /** Lets reads fail from now on, behind what has arrived. */
    void fail(IOException cause) {
        synchronized (this) {
            if (!ended && failure == null) {
                failure = cause;
            }
        }
        wakeUp();
    }

    /** Gives all parts away, unread. */
    synchronized List<HttpContent> giveAway() {
        closed = true;
        held = 0;
        List<HttpContent> given = List.copyOf(parts);
        parts.clear();
        return given;
    }

    synchronized boolean takesMore() {
        return closed || held < ENOUGH;
    }

    @Override
    public synchronized long length() {
        return extent().length;
    }

    private Extent extent() {
        Extent known = extent;
        if (known == null) {
            boolean whole = ended && arrived == Math.max(0, declared);
            known = whole ? new Extent(arrived, whole()) : new Extent(declared, null);
            extent = known;
        }
        return known;
    }

    private ByteBuffer whole() {
        ByteBuf all =
                Unpooled.wrappedBuffer(parts.stream().map(HttpContent::content).toArray(ByteBuf[]::new));
        parts.clear();
        held = 0;
        try {
            return ByteBuffer.wrap(ByteBufUtil.getBytes(all));
        } finally {
            all.release();
        }
    }

    @Override
    public synchronized @Nullable ByteBuffer inMemory() {
        return extent().whole;
    }

    @Override
    public boolean replayable() {
        return inMemory() != null;
    }

    /** A body in memory is never read. */
    @Override
    public void rewind() {}

    @Override
    public boolean pollable() {
        return true;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count;
        boolean room;
        synchronized (this) {
            if (closed) {
                throw new IOException("the request is over");
            }
            long before = held;
            count = move(target);
            room = before >= ENOUGH && held < ENOUGH && !ended;
            if (count == 0 && failure != null) {
                throw failure;
            }
            count = count == 0 && ended ? -1 : count;
        }
        if (room) {
            demand.roomAgain();
        }
        return count;
    }

    private int move(ByteBuffer target) {
        int start = target.position();
        int limit = target.limit();
        for (HttpContent part = parts.peek(); part != null && target.hasRemaining(); part = parts.peek()) {
            ByteBuf bytes = part.content();
            target.limit(Math.min(limit, target.position() + bytes.readableBytes()));
            bytes.readBytes(target);
            target.limit(limit);
            if (!bytes.isReadable()) {
                parts.remove().release();
            }
        }
        int count = target.position() - start;
        held -= count;
        return count;
    }

    @Override
    public void whenReadable(Runnable action) {
        boolean readable;
        synchronized (this) {
            wakeUp = action;
            readable = !parts.isEmpty() || ended || closed || failure != null;
        }
        if (readable) {
            wakeUp();
        } else {
            demand.wanted();
        }
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
    public void close() {
        boolean room;
        synchronized (this) {
            room = !takesMore() && !ended;
            closed = true;
            held = 0;
            parts.forEach(HttpContent::release);
            parts.clear();
        }
        if (room) {
            demand.roomAgain();
        }
    }
}
