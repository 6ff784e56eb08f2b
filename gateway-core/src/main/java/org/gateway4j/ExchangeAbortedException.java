package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * The host ended the exchange: its thread was interrupted (the interrupt flag is set again), its call was cancelled, or
 * another thread closed the response or the gateway. It is also thrown if there is no memory for the buffers of the
 * exchange. A {@link GatewayListener} also gets one if the host's own code threw, such as a function that the host
 * configured; the caller then gets what that code threw.
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
