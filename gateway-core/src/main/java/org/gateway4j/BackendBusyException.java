package org.gateway4j;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The application, or the host, has no capacity now. All connections are in use and too many callers wait or a caller
 * has waited too long; the application's listen queue is full; the application reports that it is overloaded; there is
 * no room to spool the body; or this process is out of descriptors, threads or memory. The application has not run, so
 * repeating the request later or elsewhere does nothing twice. The request's body was closed, though:
 * {@link Gateway#dispatch} says which bodies can be sent again.
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
