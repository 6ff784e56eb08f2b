package org.gateway4j.host.netty;

import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.gateway4j.internal.wire.JoinedWrite;

/** A non-blocking socket that a loop of Netty watches. Only the loop uses it. */
abstract class LinkSocket implements IoHandle {

    /** What the loop finds out. */
    interface Events {

        /** The socket is ready for something, perhaps no longer asked for. It is writable where connecting has an outcome. */
        void ready(boolean readable, boolean writable);

        /** The loop ends. */
        void ended();
    }

    private final Events events;

    LinkSocket(Events events) {
        this.events = events;
    }

    Events events() {
        return events;
    }

    /** Begins to connect; returns whether it is connected already. */
    abstract boolean connect(SocketAddress address) throws IOException;

    /** Whether it is connected by now. */
    abstract boolean finishConnect() throws IOException;

    abstract int read(ByteBuffer target) throws IOException;

    abstract long write(ByteBuffer[] sources, JoinedWrite joined) throws IOException;

    /** What to watch for until it is connected. */
    abstract IoOps opsToConnect();

    /** What to watch for once it is connected. */
    abstract IoOps ops(boolean read, boolean write);

    /** Gives the descriptor back. */
    abstract void release() throws IOException;

    /** Netty calls this, when the loop ends. */
    @Override
    public final void close() {
        events.ended();
    }
}
