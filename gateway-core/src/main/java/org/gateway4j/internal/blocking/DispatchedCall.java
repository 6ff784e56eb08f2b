package org.gateway4j.internal.blocking;

import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.internal.exchange.Preparation;

/** A request on its way through a {@link Dispatcher}, with what cancels it. */
final class DispatchedCall<Q> implements GatewayCall {

    private final Dispatcher<Q> dispatcher;
    private final GatewayRequest request;
    private final Preparation<Q> preparation;
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean begun = new AtomicBoolean();

    DispatchedCall(Dispatcher<Q> dispatcher, GatewayRequest request, Preparation<Q> preparation) {
        this.dispatcher = dispatcher;
        this.request = request;
        this.preparation = preparation;
    }

    @Override
    public GatewayResponse dispatch() throws GatewayException {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("the call of " + request + " was dispatched already");
        }
        return dispatcher.dispatch(request, preparation, cancellation);
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }
}
