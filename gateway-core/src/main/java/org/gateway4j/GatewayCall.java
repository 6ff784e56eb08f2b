package org.gateway4j;

/**
 * One dispatch that another thread can cancel: for hosts that learn from an event that their client is gone. Made by
 * {@link Gateway#newCall}; safe for use by several threads.
 */
public interface GatewayCall {

    /**
     * Does as {@link Gateway#dispatch}. To be called once, also after {@link #cancel}: that closes the request's body.
     *
     * @return the response, to be closed by the caller
     * @throws ExchangeAbortedException if the call was cancelled
     * @throws GatewayException as {@link Gateway#dispatch}
     * @throws IllegalStateException if it was called before, or the gateway is closed
     */
    GatewayResponse dispatch() throws GatewayException;

    /**
     * Ends the call, whatever it does: a dispatch that waits ends with an {@link ExchangeAbortedException}, one that has not
     * begun will, and a response that was returned is closed. Any number of calls by any thread at any time; does not wait.
     */
    void cancel();

    /**
     * Whether {@link #cancel} was called.
     *
     * @return true from then on
     */
    boolean isCancelled();
}
