package org.gateway4j.internal.wire;

import java.io.IOException;

/** This machine lacks what an exchange needs. Neither side of the connection is to blame. */
public final class ExhaustedException extends IOException {

    private static final long serialVersionUID = 1;

    /** A lack; the message names what there is too little of. */
    public ExhaustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
