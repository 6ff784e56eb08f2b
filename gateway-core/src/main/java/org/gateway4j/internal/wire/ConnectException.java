package org.gateway4j.internal.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A connection that did not come about. */
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
        /** The machine has no room for another process. */
        EXHAUSTED,
        /** The calling thread was interrupted. */
        INTERRUPTED
    }

    private final Kind kind;

    /** A failure of that kind; the message names what failed. */
    public ConnectException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why not. */
    public Kind kind() {
        return kind;
    }
}
