package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * The application cannot be reached, closed its connection too early, or sent an answer that is malformed or truncated.
 */
public final class BackendFailureException extends GatewayException {

    private static final long serialVersionUID = 1;

    /**
     * A failure of the application.
     *
     * @param backend the application, as in {@link #backend}
     * @param phase how far the exchange had come
     * @param mayHaveRun whether the application can have run
     * @param message what was read where
     * @param cause the cause, if there is one
     */
    public BackendFailureException(
            String backend, Phase phase, boolean mayHaveRun, String message, @Nullable Throwable cause) {
        super(backend, phase, mayHaveRun, message, cause);
    }

    @Override
    public int suggestedStatus() {
        return 502;
    }

    @Override
    public boolean blamesBackend() {
        return true;
    }
}
