package org.gateway4j.host.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.gateway4j.async.EventLoop;
import org.gateway4j.host.AsyncSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a body to a sink: a piece is read only if the client takes it. All of it belongs to the loop. It tells its listener of
 * its end or its failure, once, unless it is closed before.
 */
final class LoopTransfer {

    /** Hears how the transfer ends. */
    interface Listener {

        void moved();

        void broken(Exception cause);
    }

    private static final Logger LOG = LoggerFactory.getLogger(LoopTransfer.class);

    /** How many pieces are moved before other connections of the loop have their turn. */
    private static final int PIECES_PER_TURN = 16;

    private final BodySource source;
    private final AsyncSink sink;
    private final EventLoop loop;
    private final ExchangeRecord record;
    private final Listener listener;
    private boolean closed;

    LoopTransfer(BodySource source, AsyncSink sink, EventLoop loop, ExchangeRecord record, Listener listener) {
        this.source = source;
        this.sink = sink;
        this.loop = loop;
        this.record = record;
        this.listener = listener;
    }

    /** Moves what can be moved now. */
    void turn() {
        if (closed) {
            return;
        }
        boolean ended;
        try {
            ended = move();
        } catch (IOException | RuntimeException e) {
            close();
            listener.broken(e);
            return;
        }
        if (ended) {
            close();
            listener.moved();
        }
    }

    /** Whether the end was reached. If not, somebody calls for the next turn. */
    private boolean move() throws IOException {
        for (int pieces = 0; pieces < PIECES_PER_TURN && !closed; pieces++) {
            if (!sink.isWritable()) {
                sink.flush();
                sink.whenWritable(this::turn);
                return false;
            }
            ByteBuffer buffer = sink.buffer();
            int count = source.read(buffer);
            if (count < 0) {
                return true;
            }
            if (count == 0) {
                sink.flush();
                source.demand(this::turn);
                return false;
            }
            record.wrote(count);
            sink.write(buffer.flip());
        }
        loop.execute(this::turn);
        return false;
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
