package org.gateway4j.async;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.ResponseFacts;

/**
 * An application's response on an event loop: a status and headers that are known, and a body that the host pulls. All
 * methods except {@link #close} must be called on the loop of the dispatch.
 */
public interface AsyncResponse extends ResponseFacts, AutoCloseable {

    /**
     * Reads the bytes of the body that are there. Never waits.
     *
     * @param target where to put the bytes; if nothing remains in it, nothing is read
     * @return the number of bytes, 0 if there are none now, or -1 at the end of the body
     * @throws GatewayException if the body is truncated or malformed, a deadline has passed, or the exchange was closed
     */
    int read(ByteBuffer target) throws GatewayException;

    /**
     * Asks for a call when {@link #read} will give bytes, the end or a failure. Without demand the gateway does not
     * read from the application, and {@link org.gateway4j.Timeouts#read} does not run.
     *
     * @param whenReadable called once, on the loop, never from inside this method, and never after the response is
     *     closed
     * @throws IllegalStateException if an earlier demand is still open
     */
    void demand(Runnable whenReadable);

    /** Ends the exchange. Any thread may call this any number of times. The first call counts. */
    @Override
    void close();
}
