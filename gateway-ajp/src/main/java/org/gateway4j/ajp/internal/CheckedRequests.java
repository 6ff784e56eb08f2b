package org.gateway4j.ajp.internal;

import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.internal.exchange.Preparation;

/**
 * Checks requests. A request that passes goes to the container unchanged.
 *
 * @param packets refuses requests that do not fit into a packet
 */
public record CheckedRequests(PacketCheck packets) implements Preparation<GatewayRequest> {

    @Override
    public GatewayRequest prepare(GatewayRequest request) throws GatewayException {
        return packets.requireSendable(RequestCheck.requireSendable(request));
    }

    @Override
    public boolean mayBlock(GatewayRequest request) {
        return false;
    }
}
