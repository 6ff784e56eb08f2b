package org.gateway4j.async;

import java.io.IOException;

/**
 * Hears of what happens to a {@link Link}. The gateway implements it; its methods never block and never throw. All
 * methods must be called on the loop.
 *
 * <p>When the loop ends, it closes its links. A link that is not connected yet calls {@link #failed}. Any other calls
 * {@link #ready} once more, whatever it watches for, and its next read or write throws.
 */
public interface LinkHandler {

    /** The link is connected. It watches for nothing before the first {@link Link#interest}. */
    void connected();

    /**
     * The link could not be connected. It is closed.
     *
     * @param failure why
     */
    void failed(IOException failure);

    /**
     * An operation that {@link Link#interest} asked for is possible.
     *
     * @param readable whether a read gives bytes, the end or an exception
     * @param writable whether a write takes bytes or throws
     */
    void ready(boolean readable, boolean writable);
}
