package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * The exchange was ended from this side: its thread was interrupted (the flag is set again), its call was cancelled, or
 * the response or the gateway was closed by another thread. A {@link GatewayListener} also gets one
 * for an exchange in which the host's own code threw, such as a function that it configured; the caller gets what was thrown.
 */
public final class ExchangeAbortedException extends GatewayException {

    private static final long serialVersionUID = 1;

    /**
     * An aborted exchange.
     *
     * @param backend the application, as in {@link #backend}
     * @param phase how far the exchange had come
     * @param mayHaveRun whether the application can have run
     * @param message who ended it
     * @param cause the cause, if there is one
     */
    public ExchangeAbortedException(
            String backend, Phase phase, boolean mayHaveRun, String message, @Nullable Throwable cause) {
        super(backend, phase, mayHaveRun, message, cause);
    }

    @Override
    public int suggestedStatus() {
        return 503;
    }

    @Override
    public boolean blamesBackend() {
        return false;
    }
}
