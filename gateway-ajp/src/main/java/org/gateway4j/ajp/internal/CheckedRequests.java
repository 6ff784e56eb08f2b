package org.gateway4j.ajp.internal;

import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.internal.exchange.Preparation;

/**
 * A request goes to a container as it is, once it is checked.
 *
 * @param packets refuses what does not fit a packet
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
