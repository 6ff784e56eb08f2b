package org.gateway4j.async;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection to an application on an {@link EventLoop}: bytes out and bytes in, without blocking. All methods must be
 * called on the loop.
 */
public interface Link {

    /**
     * Reads the bytes that are there.
     *
     * @param target where to put the bytes; at least one byte remains in it
     * @return the number of bytes, 0 if there are none now, or -1 if the other side has ended its output
     * @throws IOException if the connection is broken
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes as many bytes as the connection takes now. The gateway uses the buffers again when this returns, so the bytes that
     * are counted must have been copied or sent.
     *
     * @param sources the buffers, written in this order; their positions move
     * @return the number of bytes written, which may be 0
     * @throws IOException if the connection is broken
     */
    long write(ByteBuffer[] sources) throws IOException;

    /**
     * Sets what to watch for. It is level-triggered: the handler is called again and again while the condition holds.
     *
     * @param read whether to call the handler while bytes can be read, or while the other side has ended or broken the
     *     connection
     * @param write whether to call the handler while bytes can be written
     * @throws java.nio.channels.NotYetConnectedException if the link is not connected yet
     */
    void interest(boolean read, boolean write);

    /**
     * Closes the connection, or stops connecting. The handler is not called any more. Later reads and writes throw {@link
     * java.nio.channels.ClosedChannelException}; further calls of the other methods do nothing.
     */
    void close();
}
