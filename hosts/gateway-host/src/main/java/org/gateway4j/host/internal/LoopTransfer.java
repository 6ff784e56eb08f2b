package org.gateway4j.host.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Phase;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a body to a sink: a piece is read only if the client takes it. All belongs to the loop. It reports its end or its
 * failure once, unless it is closed before.
 */
final class LoopTransfer {

    private static final Logger LOG = LoggerFactory.getLogger(LoopTransfer.class);

    /** The pieces that are moved before other connections of the loop have their turn. */
    private static final int PIECES_PER_TURN = 16;

    /** Where the bytes come from. */
    interface Source {

        /** The number of bytes, 0 if there are none now, or -1 at the end. */
        int read(ByteBuffer target) throws IOException;

        /** Asks for a call when there are more. */
        void demand(Runnable whenReadable);

        void close() throws IOException;

        static Source of(AsyncResponse response) {
            return new Source() {
                @Override
                public int read(ByteBuffer target) throws IOException {
                    return response.read(target);
                }

                @Override
                public void demand(Runnable whenReadable) {
                    response.demand(whenReadable);
                }

                @Override
                public void close() {
                    response.close();
                }
            };
        }

        /** A file that is as long as it was when it was looked at. */
        static Source of(FileChannel channel, long size) {
            return new Present() {
                private long left = size;

                @Override
                public int read(ByteBuffer target) throws IOException {
                    if (left == 0) {
                        return -1;
                    }
                    target.limit((int) Math.min(target.limit(), target.position() + left));
                    int count = channel.read(target);
                    if (count < 0) {
                        throw new BackendFailureException(
                                "host",
                                Phase.BODY,
                                true,
                                "the file to send has become " + left + " bytes shorter",
                                null);
                    }
                    left -= count;
                    return count;
                }

                @Override
                public void close() throws IOException {
                    channel.close();
                }
            };
        }

        static Source of(ByteBuffer bytes) {
            return new Present() {
                @Override
                public int read(ByteBuffer target) {
                    int count = Math.min(bytes.remaining(), target.remaining());
                    target.put(bytes.slice(bytes.position(), count));
                    bytes.position(bytes.position() + count);
                    return count == 0 ? -1 : count;
                }

                @Override
                public void close() {}
            };
        }
    }

    /** What never has to be waited for. */
    private abstract static class Present implements Source {

        @Override
        public final void demand(Runnable whenReadable) {
            throw new IllegalStateException("all bytes are there");
        }
    }

    private final Source source;
    private final AsyncSink sink;
    private final ExchangeRecord record;
    private boolean closed;

    LoopTransfer(Source source, AsyncSink sink, ExchangeRecord record) {
        this.source = source;
        this.sink = sink;
        this.record = record;
    }

    /** Begins to move. */
    void start(EventLoop loop, Runnable whenEnded, Consumer<Exception> whenFailed) {
        turn(loop, whenEnded, whenFailed);
    }

    private void turn(EventLoop loop, Runnable whenEnded, Consumer<Exception> whenFailed) {
        if (closed) {
            return;
        }
        try {
            if (move(() -> turn(loop, whenEnded, whenFailed), loop)) {
                return;
            }
        } catch (IOException | RuntimeException e) {
            close();
            whenFailed.accept(e);
            return;
        }
        close();
        whenEnded.run();
    }

    /** Moves what can be moved now; false at the end. */
    private boolean move(Runnable again, EventLoop loop) throws IOException {
        for (int pieces = 0; pieces < PIECES_PER_TURN; pieces++) {
            if (closed) {
                return true;
            }
            if (!sink.isWritable()) {
                sink.flush();
                sink.whenWritable(again);
                return true;
            }
            ByteBuffer buffer = sink.buffer();
            int count = source.read(buffer);
            if (count < 0) {
                return false;
            }
            if (count == 0) {
                sink.flush();
                source.demand(again);
                return true;
            }
            record.wrote(count);
            sink.write(buffer.flip());
        }
        loop.execute(again);
        return true;
    }

    /** Stops moving. The source is closed. */
    void close() {
        if (!closed) {
            closed = true;
            try {
                source.close();
            } catch (IOException e) {
                LOG.debug("closing the source of a body failed", e);
            }
        }
    }
}
