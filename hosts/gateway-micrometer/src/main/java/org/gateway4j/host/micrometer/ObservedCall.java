package org.gateway4j.host.micrometer;

import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;

/**
 * A call whose dispatch is observed.
 *
 * @param call the call of the gateway
 * @param observation the observation of its dispatch
 */
record ObservedCall(GatewayCall call, DispatchObservation observation) implements GatewayCall {

    @Override
    public GatewayResponse dispatch() throws GatewayException {
        return observation.around(call::dispatch);
    }

    @Override
    public void cancel() {
        call.cancel();
        observation.aborted();
    }

    @Override
    public boolean isCancelled() {
        return call.isCancelled();
    }
}
