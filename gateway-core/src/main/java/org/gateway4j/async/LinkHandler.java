package org.gateway4j.async;

import java.io.IOException;

/**
 * Hears of what happens to a {@link Link}. The gateway implements it; its methods never block and never throw. All
 * methods must be called on the loop. If one throws nevertheless, the loop closes the link and goes on.
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
     * @param failure why. An exception of the class {@link java.net.SocketException} itself says of a Unix domain socket that
     *     exists that its listen queue is full, so that the gateway tries again
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
