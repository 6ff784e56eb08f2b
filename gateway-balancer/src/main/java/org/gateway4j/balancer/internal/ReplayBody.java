package org.gateway4j.balancer.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.RequestBody;
import org.gateway4j.internal.body.SharedBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The body of a request that may go to several members in turn. Each attempt gets a view of its own, which closes nothing. What a
 * view has delivered is kept, up to a bound, for the next one, unless the body can be rewound. If a member has read all of it
 * before it had a connection, the next one gets the copy. The body itself is closed once, when the last view is closed and no
 * attempt follows. Safe for use by several threads, because an attempt that was given up may still be reading.
 */
final class ReplayBody {

    /** More than core reads before it has a connection, unless it makes a copy of the whole body. */
    static final int MOST_KEPT = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.balancer");

    private enum State {
        /** Another attempt may follow. */
        OPEN,
        /** None will; the view that is open, if any, is the last. */
        LAST,
        CLOSED
    }

    private final RequestBody source;
    private final boolean replayable;
    private State state = State.OPEN;
    private @Nullable View view;
    private @Nullable ByteArrayOutputStream kept;
    private @Nullable RequestBody copy;
    private boolean lost;
    private boolean reading;

    ReplayBody(RequestBody source) {
        this.source = source;
        this.replayable = source.replayable();
    }

    /** Whether the next attempt can have it from its first byte. */
    synchronized boolean canBeSentAgain() {
        return replayable || copy != null || !lost && !reading;
    }

    /** The body for one attempt. The one before must be over. */
    synchronized RequestBody next() throws IOException {
        View next;
        if (copy != null) {
            copy.rewind();
            next = new View(copy);
        } else {
            if (view != null && replayable) {
                source.rewind();
            }
            next = new SourceView(kept == null ? new byte[0] : kept.toByteArray());
        }
        view = next;
        return next;
    }

    /** No other attempt follows. */
    void last() {
        boolean over;
        synchronized (this) {
            if (state != State.OPEN) {
                return;
            }
            over = view == null || view.closed;
            state = over ? State.CLOSED : State.LAST;
        }
        if (over) {
            close();
        }
    }

    @SuppressWarnings("ReferenceEquality") // Which view it is, not what it is like.
    private void closed(View closing) {
        synchronized (this) {
            closing.closed = true;
            if (state != State.LAST || closing != view) {
                return;
            }
            state = State.CLOSED;
        }
        close();
    }

    private void close() {
        RequestBody made = copy;
        if (made != null && !(source instanceof SharedBody)) {
            close(made);
        }
        close(source);
    }

    private static void close(RequestBody body) {
        try {
            body.close();
        } catch (IOException | RuntimeException | Error e) {
            LOG.debug("closing a request body failed", e);
        }
    }

    /** What was read before is in the copy. */
    private void take(RequestBody whole) {
        synchronized (this) {
            copy = whole;
            kept = null;
        }
        if (source instanceof SharedBody shared) {
            shared.keep(whole);
        }
    }

    private synchronized void begin() {
        reading = true;
    }

    /** A read is over; what it delivered is kept if there is room. */
    private synchronized void record(ByteBuffer target, int from, int count) {
        reading = false;
        if (replayable || lost || count <= 0) {
            return;
        }
        ByteArrayOutputStream bytes = kept == null ? new ByteArrayOutputStream(Math.max(count, 512)) : kept;
        kept = bytes;
        if (bytes.size() + count > MOST_KEPT) {
            lost = true;
            kept = null;
            return;
        }
        byte[] copy = new byte[count];
        target.get(from, copy);
        bytes.write(copy, 0, count);
    }

    /** What one attempt sends. */
    private class View implements RequestBody {

        final RequestBody content;
        private boolean closed;

        View(RequestBody content) {
            this.content = content;
        }

        @Override
        public long length() {
            return content.length();
        }

        @Override
        public boolean replayable() {
            return content.replayable();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return content.read(target);
        }

        @Override
        public boolean ready() throws IOException {
            return content.ready();
        }

        @Override
        public boolean pollable() {
            return content.pollable();
        }

        @Override
        public void whenReadable(Runnable wakeUp) {
            content.whenReadable(wakeUp);
        }

        @Override
        public void rewind() throws IOException {
            content.rewind();
        }

        @Override
        public @Nullable ByteBuffer inMemory() {
            return content.inMemory();
        }

        @Override
        public void close() {
            closed(this);
        }
    }

    /** The body itself, after what was read of it before. */
    private final class SourceView extends View implements SharedBody {

        private final ByteBuffer again;

        SourceView(byte[] again) {
            super(source);
            this.again = ByteBuffer.wrap(again);
        }

        @Override
        public void keep(RequestBody whole) {
            take(whole);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (again.hasRemaining()) {
                int count = Math.min(again.remaining(), target.remaining());
                target.put(target.position(), again, again.position(), count);
                target.position(target.position() + count);
                again.position(again.position() + count);
                return count;
            }
            int from = target.position();
            int count = 0;
            begin();
            try {
                count = source.read(target);
            } finally {
                record(target, from, count);
            }
            return count;
        }

        @Override
        public boolean ready() throws IOException {
            return again.hasRemaining() || source.ready();
        }

        @Override
        public void whenReadable(Runnable wakeUp) {
            if (again.hasRemaining()) {
                wakeUp.run();
            } else {
                source.whenReadable(wakeUp);
            }
        }
    }
}
