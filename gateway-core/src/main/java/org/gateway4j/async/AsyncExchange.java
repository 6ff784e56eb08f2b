package org.gateway4j.async;

/** One dispatch of an {@link AsyncGateway}. Safe for use by several threads. */
public interface AsyncExchange {

    /**
     * Ends the exchange at any stage. If its handler was not called yet, it gets an {@link
     * org.gateway4j.ExchangeAbortedException}; a response that it has got already is closed. Any thread may call this any number
     * of times; it does not wait.
     */
    void abort();
}
