package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * The request's body could not be read to its end: the client is gone, it was silent for {@link Timeouts#requestBody}, or the
 * body itself failed. The application may have run with a part of it; {@link #mayHaveRun} says so.
 */
public final class RequestBodyException extends GatewayException {

    private static final long serialVersionUID = 1;

    /**
     * A failure of the request's body.
     *
     * @param backend the application, as in {@link #backend}
     * @param phase how far the exchange had come
     * @param mayHaveRun whether the application can have run
     * @param message what was read and what was expected
     * @param cause what the body threw, if it did
     */
    public RequestBodyException(
            String backend, Phase phase, boolean mayHaveRun, String message, @Nullable Throwable cause) {
        super(backend, phase, mayHaveRun, message, cause);
    }

    /**
     * The status to answer the client with.
     *
     * @return the one that the body gave with an {@link UnreadableBodyException}; 408 if the client was too slow while its
     *     body was read ahead; else 400
     */
    @Override
    public int suggestedStatus() {
        return getCause() instanceof UnreadableBodyException unreadable ? unreadable.status() : 400;
    }

    @Override
    public boolean blamesBackend() {
        return false;
    }
}
