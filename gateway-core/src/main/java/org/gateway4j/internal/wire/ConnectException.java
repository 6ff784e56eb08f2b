package org.gateway4j.internal.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection could not be opened. */
public final class ConnectException extends IOException {

    private static final long serialVersionUID = 1;

    /** Why not. */
    public enum Kind {
        /** Refused, unreachable, unknown, not permitted. */
        FAILED,
        /** Nobody answered in time. */
        TIMED_OUT,
        /** The listen queue stayed full. */
        QUEUE_FULL,
        /** This machine lacks descriptors, local ports, threads or memory; the application is not to blame. */
        EXHAUSTED,
        /** The gateway was closed. */
        ABORTED,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    private final Kind kind;
    private final boolean mayHaveRun;

    /** A failure before any part of a request was handed over. The message names what failed. */
    public ConnectException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, false);
    }

    /** The same; {@code mayHaveRun} tells whether the application may have begun with the request. */
    public ConnectException(Kind kind, String message, @Nullable Throwable cause, boolean mayHaveRun) {
        super(message, cause);
        this.kind = kind;
        this.mayHaveRun = mayHaveRun;
    }

    /** Why not. */
    public Kind kind() {
        return kind;
    }

    /** Whether the application can have begun with the request. */
    public boolean mayHaveRun() {
        return mayHaveRun;
    }
}
