package org.gateway4j.internal.exchange;

import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;

/**
 * How a gateway turns a request into what its protocol sends.
 *
 * @param <Q> what the protocol sends
 */
@FunctionalInterface
public interface Preparation<Q> {

    /** Maps and checks a request. */
    Q prepare(GatewayRequest request) throws GatewayException;

    /** Whether {@link #prepare} may have to wait for this request, for instance for a file system. */
    default boolean mayBlock(GatewayRequest request) {
        return true;
    }
}
