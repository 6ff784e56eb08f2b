package org.gateway4j.internal.wire;

import java.io.IOException;

/** This machine lacks what an exchange needs. Neither side of the connection is to blame. */
public final class ExhaustedException extends IOException {

    private static final long serialVersionUID = 1;

    /** There is no memory for buffers; the JDK takes direct memory for heap buffers, too. */
    public static ExhaustedException noMemory(OutOfMemoryError e) {
        return new ExhaustedException("no memory for buffers: " + e.getMessage(), e);
    }

    /** The message names what this machine lacks. */
    public ExhaustedException(String message, Throwable cause) {
        super(message, cause);
    }
}
