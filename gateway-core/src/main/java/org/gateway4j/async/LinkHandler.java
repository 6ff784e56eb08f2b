package org.gateway4j.async;

import java.io.IOException;

/** Told, on the loop, of what happens to a {@link Link}. Implemented by the gateway; it never blocks and never throws. */
public interface LinkHandler {

    /** The link is connected. It watches for nothing yet. */
    void connected();

    /**
     * The link could not be connected, and is closed.
     *
     * @param failure why
     */
    void failed(IOException failure);

    /**
     * What was asked for by {@link Link#interest} can be done.
     *
     * @param readable whether a read gives bytes, the end or an exception
     * @param writable whether a write takes bytes or throws
     */
    void ready(boolean readable, boolean writable);
}
