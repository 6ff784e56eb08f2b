package org.gateway4j.host.internal;

import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;

/** Tells the exchange of a request what only gateways know. */
public enum UpstreamListener implements GatewayListener {
    INSTANCE;

    @Override
    public void connectionAcquired(GatewayRequest request, long connectionId, boolean reused, long waitedNanos) {
        ExchangeRecord exchange = request.tag(ExchangeRecord.class);
        if (exchange != null) {
            exchange.connected(reused);
        }
    }
}
