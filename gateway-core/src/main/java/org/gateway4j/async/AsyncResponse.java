package org.gateway4j.async;

import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import org.gateway4j.GatewayException;
import org.gateway4j.ResponseFacts;

/**
 * An application's response on an event loop: a status and headers that are known, and a body that the host pulls. All
 * methods except {@link #loop}, {@link #publisher} and {@link #close} must be called on the loop of the dispatch.
 */
public interface AsyncResponse extends ResponseFacts, AutoCloseable {

    /**
     * The loop of the dispatch. Any thread may call this.
     *
     * @return the loop on which the body is read
     */
    EventLoop loop();

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

    /**
     * The body as a publisher for one subscriber. The publisher calls {@link #read} and {@link #demand}, so nobody else may. Any
     * thread may call this, and may subscribe, request and cancel. Nothing is read without a request, not even the end.
     *
     * <p>All signals come on the loop. A signal may come before the call that causes it returns, but never within another signal.
     * A subscriber must not block. If it throws, the exception goes to the log and the subscription is cancelled.
     *
     * <ul>
     *   <li>{@code onNext} gets the bytes of one read, at least one, in a new heap buffer that is the subscriber's own.
     *   <li>{@code onError} gets what {@link #read} throws, or an {@link IllegalArgumentException} after a request for less than
     *       one piece. If the loop has ended, it gets a {@link java.util.concurrent.RejectedExecutionException}, on any thread.
     *   <li>A second subscriber gets an {@link IllegalStateException}, even if the first has cancelled.
     *   <li>The end of the subscription, of any kind, closes the response. If the response is closed or its exchange aborted in
     *       another way, the subscriber may hear nothing more. Cancel the subscription instead.
     * </ul>
     *
     * @param pieceSize the size of each buffer, in bytes, and so the most that {@code onNext} gets at once
     * @return the publisher. A response without a subscriber must still be closed
     * @throws IllegalArgumentException if the size is not positive
     */
    default Flow.Publisher<ByteBuffer> publisher(int pieceSize) {
        return new BodyPublisher(this, pieceSize);
    }

    /** Ends the exchange. Any thread may call this any number of times. The first call counts. */
    @Override
    void close();
}
