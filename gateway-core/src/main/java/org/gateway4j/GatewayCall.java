package org.gateway4j;

/**
 * One dispatch that another thread can cancel. It is for hosts that learn from an event that their client is gone. Made
 * by {@link Gateway#newCall}; safe for use by several threads.
 */
public interface GatewayCall {

    /**
     * Dispatches the request, as {@link Gateway#dispatch} does. Call it exactly once, even after {@link #cancel}: only
     * this method closes the request's body.
     *
     * @return the response, to be closed by the caller
     * @throws ExchangeAbortedException if the call was cancelled
     * @throws GatewayException as {@link Gateway#dispatch}
     * @throws IllegalStateException if it was called before, or the gateway is closed
     */
    GatewayResponse dispatch() throws GatewayException;

    /**
     * Ends the call at any stage. A dispatch that waits throws an {@link ExchangeAbortedException}, and so does a
     * dispatch that begins later. A response that was returned already is closed. Any thread may call this any number
     * of times. It does not wait.
     */
    void cancel();

    /**
     * Whether {@link #cancel} was called.
     *
     * @return true from then on
     */
    boolean isCancelled();
}
