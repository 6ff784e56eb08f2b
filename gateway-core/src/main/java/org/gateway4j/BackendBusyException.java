package org.gateway4j;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The application has no capacity now: all connections are in use and the queue or its deadline is exceeded, its listen
 * queue is full, or it said that it is overloaded. It has not run: to repeat the request later or elsewhere does nothing
 * twice. Its body was closed, though; see {@link Gateway#dispatch} about which can be sent again.
 */
public final class BackendBusyException extends GatewayException {

    private static final long serialVersionUID = 1;

    /**
     * A lack of capacity.
     *
     * @param backend the application, as in {@link #backend}
     * @param phase how far the exchange had come
     * @param message what was full, and its limit
     * @param cause the cause, if there is one
     */
    public BackendBusyException(String backend, Phase phase, String message, @Nullable Throwable cause) {
        super(backend, phase, false, message, cause);
    }

    @Override
    public int suggestedStatus() {
        return 503;
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(1);
    }

    @Override
    public boolean blamesBackend() {
        return false;
    }
}
