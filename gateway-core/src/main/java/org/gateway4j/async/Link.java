package org.gateway4j.async;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection to an application on an {@link EventLoop}: bytes out, bytes in, never blocking. To be used on the loop only. */
public interface Link {

    /**
     * Reads what is there.
     *
     * @param target where to put it; at least one byte remains in it
     * @return the number of bytes, 0 if there are none now, or -1 if the other side has ended its output
     * @throws IOException if the connection is broken
     */
    int read(ByteBuffer target) throws IOException;

    /**
     * Writes what the connection takes now.
     *
     * @param sources written in this order; their positions move
     * @return the number of bytes written, which may be 0
     * @throws IOException if the connection is broken
     */
    long write(ByteBuffer[] sources) throws IOException;

    /**
     * Says what to watch for. Level-triggered: the handler is called again and again while it is so.
     *
     * @param read whether to tell that bytes can be read, or that the other side has ended or broken the connection
     * @param write whether to tell that bytes can be written
     */
    void interest(boolean read, boolean write);

    /** Closes the connection, or gives up connecting. The handler is not called any more. Any further call does nothing. */
    void close();
}
