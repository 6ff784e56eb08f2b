package org.gateway4j.host.micrometer;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;

/** A response on an event loop whose end stops an observation. */
final class ObservedAsyncResponse extends ObservedFacts<AsyncResponse> implements AsyncResponse {

    ObservedAsyncResponse(AsyncResponse response, DispatchObservation observation) {
        super(response, observation);
    }

    @Override
    public EventLoop loop() {
        return response.loop();
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        try {
            int count = response.read(target);
            observation.read(count);
            return count;
        } catch (GatewayException e) {
            observation.failed(e);
            throw e;
        }
    }

    @Override
    public void demand(Runnable whenReadable) {
        response.demand(whenReadable);
    }

    @Override
    public void close() {
        response.close();
        observation.closed();
    }
}
