package org.gateway4j;

import java.io.IOException;

/**
 * A request's body cannot be read, for a reason that has an HTTP status of its own. A host's {@link RequestBody} throws
 * it from {@link RequestBody#read}: 413 when the client sends more than the host accepts, 408 when it sends too slowly.
 * The {@link RequestBodyException} that follows suggests that status instead of 400.
 */
public class UnreadableBodyException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * A failure with its status.
     *
     * @param status the status to answer the client with, 400 to 499 (RFC 9110 section 15.5)
     * @param message what is wrong with the body. It is logged, so it must not contain secrets
     * @throws IllegalArgumentException if the status is out of that range
     */
    public UnreadableBodyException(int status, String message) {
        super(message);
        if (status < 400 || status > 499) {
            throw new IllegalArgumentException("status " + status + " is not 400 to 499: the client is to blame");
        }
        this.status = status;
    }

    /**
     * The status to answer the client with.
     *
     * @return 400 to 499
     */
    public int status() {
        return status;
    }
}
