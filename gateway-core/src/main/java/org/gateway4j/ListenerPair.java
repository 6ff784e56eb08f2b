package org.gateway4j;

import java.util.function.Consumer;

/** Calls two listeners in turn, the second even if the first throws. */
record ListenerPair(GatewayListener first, GatewayListener second) implements GatewayListener {

    private void tell(Consumer<GatewayListener> call) {
        try {
            call.accept(first);
        } catch (RuntimeException | Error e) {
            tellSecond(call, e);
            throw e;
        }
        call.accept(second);
    }

    private void tellSecond(Consumer<GatewayListener> call, Throwable thrownByFirst) {
        try {
            call.accept(second);
        } catch (RuntimeException | Error e) {
            thrownByFirst.addSuppressed(e);
        }
    }

    @Override
    public void requestStarted(GatewayRequest request) {
        tell(to -> to.requestStarted(request));
    }

    @Override
    public void requestSpooled(GatewayRequest request, long bytes) {
        tell(to -> to.requestSpooled(request, bytes));
    }

    @Override
    public void connectionAcquired(GatewayRequest request, long connectionId, boolean reused, long waitedNanos) {
        tell(to -> to.connectionAcquired(request, connectionId, reused, waitedNanos));
    }

    @Override
    public void requestRetried(GatewayRequest request, GatewayException failure) {
        tell(to -> to.requestRetried(request, failure));
    }

    @Override
    public void requestSent(GatewayRequest request, long bodyBytes) {
        tell(to -> to.requestSent(request, bodyBytes));
    }

    @Override
    public void applicationError(GatewayRequest request, String text) {
        tell(to -> to.applicationError(request, text));
    }

    @Override
    public void responseHead(GatewayRequest request, int status) {
        tell(to -> to.responseHead(request, status));
    }

    @Override
    public void responseEnded(GatewayRequest request, long bodyBytes, boolean complete) {
        tell(to -> to.responseEnded(request, bodyBytes, complete));
    }

    @Override
    public void requestFailed(GatewayRequest request, GatewayException failure) {
        tell(to -> to.requestFailed(request, failure));
    }

    @Override
    public void exchangeEnded(GatewayRequest request, ExchangeFacts facts) {
        tell(to -> to.exchangeEnded(request, facts));
    }

    @Override
    public void connectionOpened(long connectionId, long nanos) {
        tell(to -> to.connectionOpened(connectionId, nanos));
    }

    @Override
    public void connectionClosed(long connectionId, CloseReason reason, long lifetimeNanos) {
        tell(to -> to.connectionClosed(connectionId, reason, lifetimeNanos));
    }
}
