package org.gateway4j.examples.mounts;

import java.util.Map;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayRequest;

/** A gateway to a servlet container, which gives each request some attributes. */
final class AttributedGateway extends ForwardingGateway {

    private final Map<String, String> attributes;

    AttributedGateway(Gateway gateway, Map<String, String> attributes) {
        super(gateway);
        this.attributes = Map.copyOf(attributes);
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        GatewayRequest.Builder changed = request.toBuilder();
        attributes.forEach(changed::variable);
        return gateway.newCall(changed.build());
    }
}
