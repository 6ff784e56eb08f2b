package org.gateway4j.internal.exchange;

import org.gateway4j.GatewayRequest;
import org.gateway4j.internal.body.OutgoingBody;

/**
 * A request that is ready to be sent to one application. It was checked, and its body read ahead; both were done once, however
 * many applications are asked in turn. Its owner closes it when no attempt will follow and none
 * has had a response. Used by one thread.
 *
 * @param request the request
 * @param call what the protocol sends of it
 * @param body its body, shared by all that are prepared of the same request
 * @param backend the application, with the deadlines of the request
 * @param deadline when the exchange must have ended, as {@link org.gateway4j.internal.wire.Nanos} has it
 * @param ready when it was ready
 * @param events tells the listener of the exchange
 */
public record PreparedRequest<Q>(
        GatewayRequest request,
        Q call,
        OutgoingBody body,
        Backend backend,
        long deadline,
        long ready,
        ExchangeEvents events)
        implements AutoCloseable {

    /** The same request, ready at another time. */
    public PreparedRequest<Q> readyAt(long time) {
        return new PreparedRequest<>(request, call, body, backend, deadline, time, events);
    }

    /** Closes the body. Only the first call does something. */
    @Override
    public void close() {
        body.close();
    }
}
