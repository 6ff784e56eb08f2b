package org.gateway4j.internal.blocking;

import org.gateway4j.RequestRejectedException;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Wire;

/**
 * Opens what carries exchanges: connects to an application, or starts it. Safe for use by several threads.
 *
 * @param <Q> a request, as the protocol's gateway has prepared it
 */
public interface Opener<Q> extends AutoCloseable {

    /**
     * An opened connection or process.
     *
     * @param wire the way to the application and back
     * @param protocol what is spoken on it
     */
    record Opened<Q>(Wire wire, Protocol<Q> protocol) {}

    /**
     * Opens, on the calling thread.
     *
     * @param call the request that asks for it
     * @param body its body, which is not read here
     * @param longestNanos the longest time that it may take
     * @throws RequestRejectedException if nothing can be opened for this request
     */
    Opened<Q> open(Q call, OutgoingBody body, long longestNanos) throws ConnectException, RequestRejectedException;

    /** Waits until nothing is left of the connections or processes; all of them were closed before. */
    @Override
    void close();
}
