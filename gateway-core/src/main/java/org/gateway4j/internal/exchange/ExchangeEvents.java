package org.gateway4j.internal.exchange;

import org.gateway4j.ExchangeFacts;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener of the steps of one exchange, and keeps the facts that it hears at the end. Without a listener of the
 * host it reads no clock and makes nothing. Used by one thread at a time.
 */
public final class ExchangeEvents {

    private record Facts(
            int status,
            @Nullable GatewayException failure,
            boolean complete,
            boolean reused,
            long requestBytes,
            long responseBytes,
            long headNanos,
            long nanos)
            implements ExchangeFacts {}

    private final GatewayListener listener;
    private final GatewayRequest request;
    private final boolean heard;
    private final long begun;
    private int status = -1;
    private boolean reused;
    private long requestBytes;
    private long headNanos = -1;

    /** The events of a dispatch that begins now. */
    public ExchangeEvents(Backend backend, GatewayRequest request) {
        this.listener = backend.listener();
        this.request = request;
        this.heard = SafeListener.isHeard(listener);
        this.begun = heard ? System.nanoTime() : 0;
    }

    /** The dispatch has begun. */
    public void started() {
        listener.requestStarted(request);
    }

    /** The body was read ahead. */
    void spooled(long bytes) {
        listener.requestSpooled(request, bytes);
    }

    /** The request has a connection. */
    public void acquired(long connectionId, boolean servedBefore, long waitedNanos) {
        reused = servedBefore;
        listener.connectionAcquired(request, connectionId, servedBefore, waitedNanos);
    }

    /** The request is sent once more. */
    public void retried(GatewayException failure) {
        reused = false;
        requestBytes = 0;
        listener.requestRetried(request, failure);
    }

    /** The whole request was sent. */
    void sent(long bodyBytes) {
        listener.requestSent(request, bodyBytes);
    }

    /** Nothing more is sent; so much of the body was. */
    void sendingEnded(long bodyBytes) {
        requestBytes = bodyBytes;
    }

    /** The response head was decoded. */
    void headReceived(int received) {
        if (!heard) {
            return;
        }
        status = received;
        headNanos = System.nanoTime() - begun;
        listener.responseHead(request, received);
    }

    /** The exchange ended without failure. */
    void ended(long responseBytes, boolean complete) {
        if (!heard) {
            return;
        }
        ExchangeFacts facts = facts(null, complete, responseBytes);
        listener.responseEnded(request, responseBytes, complete);
        listener.exchangeEnded(request, facts);
    }

    /** The exchange failed before there was a response. */
    public void failed(GatewayException failure) {
        failed(failure, 0);
    }

    /** The exchange failed when the host had read so many bytes of the response. */
    void failed(GatewayException failure, long responseBytes) {
        if (!heard) {
            return;
        }
        ExchangeFacts facts = facts(failure, false, responseBytes);
        listener.requestFailed(request, failure);
        listener.exchangeEnded(request, facts);
    }

    private ExchangeFacts facts(@Nullable GatewayException failure, boolean complete, long responseBytes) {
        long nanos = System.nanoTime() - begun;
        return new Facts(status, failure, complete, reused, requestBytes, responseBytes, headNanos, nanos);
    }
}
