package org.gateway4j.examples.local;

import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;

/** What is at the paths that are below no mount. */
public final class NothingMounted extends LocalGateway {

    @Override
    protected GatewayResponse answer(GatewayRequest request) throws RequestRejectedException {
        throw new RequestRejectedException(Reason.NOT_FOUND, "nothing is mounted at this path");
    }
}
