package org.gateway4j.async;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.ResponseFacts;

/**
 * An application's answer on an event loop: a status and headers that are known, and a body that is pulled. All methods but
 * {@link #close} belong to the loop of the dispatch.
 */
public interface AsyncResponse extends ResponseFacts, AutoCloseable {

    /**
     * Reads what is there of the body. Never waits.
     *
     * @param target where to put the bytes; if nothing remains in it, nothing is read
     * @return the number of bytes, 0 if there are none now, or -1 at the end of the body
     * @throws GatewayException if the body breaks off, is malformed, a deadline has passed, or the exchange was closed
     */
    int read(ByteBuffer target) throws GatewayException;

    /**
     * Asks for a call when {@link #read} is worth trying again: it will give bytes, the end or a failure. Without demand the
     * gateway does not read from the application, and the application's time does not run.
     *
     * @param whenReadable called once, on the loop, never from inside this method; not called any more once the response is
     *     closed
     * @throws IllegalStateException if an earlier demand is still open
     */
    void demand(Runnable whenReadable);

    /** Ends the exchange. Any number of calls by any thread; the first counts. */
    @Override
    void close();
}
