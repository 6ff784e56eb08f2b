package org.gateway4j.async;

import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;

/** The response to come of a dispatch, as a future; see {@link AsyncGateway#send}. */
final class PendingResponse extends LoopFuture<AsyncResponse> implements ResponseHandler {

    private PendingResponse(EventLoop loop) {
        super(loop);
    }

    static PendingResponse dispatch(AsyncGateway gateway, GatewayRequest request, EventLoop loop) {
        PendingResponse pending = new PendingResponse(loop);
        AsyncExchange exchange = gateway.dispatch(request, loop, pending);
        // Until this returns, nobody else has the future to fail it.
        pending.whenFailed(exchange::abort);
        return pending;
    }

    private void whenFailed(Runnable action) {
        var unused = whenComplete((response, failure) -> {
            if (failure != null) {
                action.run();
            }
        });
    }

    @Override
    public void answered(AsyncResponse response) {
        if (!complete(response)) {
            response.close();
        }
    }

    @Override
    public void failed(GatewayException failure) {
        completeExceptionally(failure);
    }
}
