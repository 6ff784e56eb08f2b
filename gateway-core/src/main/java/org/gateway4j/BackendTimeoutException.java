package org.gateway4j;

import org.jspecify.annotations.Nullable;

/** A deadline of {@link Timeouts} passed. If the request was sent, the application may still be executing it. */
public final class BackendTimeoutException extends GatewayException {

    private static final long serialVersionUID = 1;

    /**
     * A missed deadline.
     *
     * @param backend the application, as in {@link #backend}
     * @param phase how far the exchange had come
     * @param mayHaveRun whether the application can have run
     * @param message what did not happen, and in which time
     * @param cause the cause, if there is one
     */
    public BackendTimeoutException(
            String backend, Phase phase, boolean mayHaveRun, String message, @Nullable Throwable cause) {
        super(backend, phase, mayHaveRun, message, cause);
    }

    @Override
    public int suggestedStatus() {
        return 504;
    }

    @Override
    public boolean blamesBackend() {
        return true;
    }
}
