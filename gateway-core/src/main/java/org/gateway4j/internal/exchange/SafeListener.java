package org.gateway4j.internal.exchange;

import java.util.function.Consumer;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shields exchanges from exceptions of the host's listener. */
final class SafeListener implements GatewayListener {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayListener.class);
    private static final GatewayListener NOBODY = new GatewayListener() {};

    private final GatewayListener listener;

    private SafeListener(GatewayListener listener) {
        this.listener = listener;
    }

    static GatewayListener of(@Nullable GatewayListener listener) {
        return listener == null ? NOBODY : new SafeListener(listener);
    }

    /** Whether there is a listener of the host, so that what it would be told is worth finding out. */
    static boolean isHeard(GatewayListener listener) {
        return listener instanceof SafeListener;
    }

    private void tell(Consumer<GatewayListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error e) {
            LOG.warn("listener {} threw; ignored", listener.getClass().getName(), e);
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
