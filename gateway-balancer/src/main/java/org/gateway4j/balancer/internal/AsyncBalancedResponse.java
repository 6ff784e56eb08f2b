package org.gateway4j.balancer.internal;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;

/** The response of a member on an event loop, which holds the member's permit until its end. */
final class AsyncBalancedResponse extends MemberFacts implements AsyncResponse {

    private final AsyncResponse response;
    private final Held<AsyncGateway> held;

    AsyncBalancedResponse(AsyncResponse response, Held<AsyncGateway> held) {
        super(response);
        this.response = response;
        this.held = held;
    }

    @Override
    public EventLoop loop() {
        return response.loop();
    }

    @Override
    public int read(ByteBuffer target) throws GatewayException {
        try {
            int count = response.read(target);
            if (count < 0) {
                held.end();
            }
            return count;
        } catch (GatewayException e) {
            held.end(e);
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
        held.end();
    }
}
