package org.gateway4j.balancer.internal;

import java.nio.ByteBuffer;
import org.gateway4j.GatewayException;
import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.jspecify.annotations.Nullable;

/** The response of a member on an event loop, which holds the member's permit until its end. */
final class AsyncBalancedResponse implements AsyncResponse {

    private final AsyncResponse response;
    private final Held<AsyncGateway> held;

    AsyncBalancedResponse(AsyncResponse response, Held<AsyncGateway> held) {
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

    @Override
    public int status() {
        return response.status();
    }

    @Override
    public String reason() {
        return response.reason();
    }

    @Override
    public Headers headers() {
        return response.headers();
    }

    @Override
    public boolean hasBody() {
        return response.hasBody();
    }

    @Override
    public long contentLength() {
        return response.contentLength();
    }

    @Override
    public long declaredLength() {
        return response.declaredLength();
    }

    @Override
    public @Nullable Handoff handoff() {
        return response.handoff();
    }

    @Override
    public long exitStatus() {
        return response.exitStatus();
    }
}
