package org.gateway4j.host.undertow;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Reads from the connection of a client of HTTP/1 that has sent its request and waits. Undertow does not, so it does not hear that
 * the client leaves. What the client sends instead belongs to the next request, and is put where Undertow looks first.
 */
final class ConnectionWatch implements ClientWatch {

    private enum State {
        IDLE,
        WATCHING,
        ENDED
    }

    private final HttpServerExchange undertow;
    private final HttpServerConnection connection;
    private final Runnable whenGone;
    private State state = State.IDLE;

    ConnectionWatch(HttpServerExchange undertow, HttpServerConnection connection, Runnable whenGone) {
        this.undertow = undertow;
        this.connection = connection;
        this.whenGone = whenGone;
    }

    @Override
    public synchronized void begin() {
        if (state != State.IDLE || !undertow.isRequestComplete() || connection.getExtraBytes() != null || isUnsafe()) {
            return;
        }
        state = State.WATCHING;
        ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
        source.setReadListener(readable -> look());
        source.setCloseListener(closed -> whenGone.run());
        connection.getOriginalSourceConduit().resumeReads();
    }

    /** XNIO's TLS does not stand a thread that reads beside one that writes. */
    private boolean isUnsafe() {
        return connection.getSslSession() != null && !undertow.isInIoThread();
    }

    private void look() {
        boolean gone;
        synchronized (this) {
            gone = state == State.WATCHING && isGone();
        }
        if (gone) {
            whenGone.run();
        }
    }

    private boolean isGone() {
        PooledByteBuffer buffer = connection.getByteBufferPool().allocate();
        int count;
        try {
            count = connection.getOriginalSourceConduit().read(buffer.getBuffer());
        } catch (IOException e) {
            count = -1;
        }
        if (count > 0) {
            buffer.getBuffer().flip();
            connection.ungetRequestBytes(buffer);
        } else {
            buffer.close();
        }
        if (count != 0) {
            end();
        }
        return count < 0;
    }

    @Override
    public synchronized void end() {
        if (state == State.WATCHING) {
            connection.getOriginalSourceConduit().suspendReads();
            ConduitStreamSourceChannel source = connection.getChannel().getSourceChannel();
            source.setReadListener(null);
            source.setCloseListener(null);
        }
        state = State.ENDED;
    }
}
