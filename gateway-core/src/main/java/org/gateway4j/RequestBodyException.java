package org.gateway4j;

import org.jspecify.annotations.Nullable;

/**
 * The request's body could not be read to its end: the client is gone, the client was silent for
 * {@link Timeouts#requestBody}, or reading the body failed for another reason. If {@link #mayHaveRun} is true, the
 * application may have run with a part of the body.
 */
public final class RequestBodyException extends GatewayException {

    private static final long serialVersionUID = 1;

    /**
     * A failure of the request's body.
     *
     * @param backend the application, as in {@link #backend}
     * @param phase how far the exchange had come
     * @param mayHaveRun whether the application can have run
     * @param message the bytes that were read and the bytes that were expected
     * @param cause what the body threw, if it did
     */
    public RequestBodyException(
            String backend, Phase phase, boolean mayHaveRun, String message, @Nullable Throwable cause) {
        super(backend, phase, mayHaveRun, message, cause);
    }

    /**
     * The status to answer the client with.
     *
     * @return the status of the {@link UnreadableBodyException} if the body threw one; 408 if the client was too slow
     *     while its body was read ahead; 400 otherwise
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
