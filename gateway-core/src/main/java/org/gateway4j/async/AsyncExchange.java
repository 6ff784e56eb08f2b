package org.gateway4j.async;

/** One dispatch of an {@link AsyncGateway}. Safe for use by several threads. */
public interface AsyncExchange {

    /**
     * Ends the exchange at any stage. If the handler was not called before, it gets an
     * {@link org.gateway4j.ExchangeAbortedException}. A response that the handler has got already is closed. Any thread
     * may call this any number of times. It does not wait.
     */
    void abort();
}
