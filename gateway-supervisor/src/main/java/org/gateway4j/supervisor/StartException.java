package org.gateway4j.supervisor;

import java.io.IOException;

/** A process did not become ready. The message says why, and has the last lines that the process wrote. */
public final class StartException extends IOException {

    private static final long serialVersionUID = 1;

    /**
     * A failed start.
     *
     * @param message which process, how it ended, and what it wrote
     */
    public StartException(String message) {
        super(message);
    }

    /**
     * A failed start with a cause.
     *
     * @param message what could not be done
     * @param cause why
     */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
