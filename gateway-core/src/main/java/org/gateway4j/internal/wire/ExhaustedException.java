package org.gateway4j.internal.wire;

import java.io.IOException;

/** This machine lacks what an exchange needs. Neither side of the connection is to blame. */
public final class ExhaustedException extends IOException {

    private static final long serialVersionUID = 1;

    /** The message names what this machine lacks. */
    public ExhaustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
