package org.gateway4j.host.micrometer;

import org.gateway4j.GatewayException;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;

/**
 * Gives the outcome of a dispatch to the observation first, and then to the host.
 *
 * @param handler the host's handler
 * @param observation the observation of the dispatch
 */
record ObservedHandler(ResponseHandler handler, DispatchObservation observation) implements ResponseHandler {

    @Override
    public void answered(AsyncResponse response) {
        observation.answered(response);
        boolean taken = false;
        try {
            handler.answered(new ObservedAsyncResponse(response, observation));
            taken = true;
        } finally {
            if (!taken) {
                // The gateway closes the response of a handler that throws.
                observation.closed();
            }
        }
    }

    @Override
    public void failed(GatewayException failure) {
        observation.failed(failure);
        handler.failed(failure);
    }
}
