package org.gateway4j.host.micrometer;

import java.util.Locale;
import org.gateway4j.RequestRejectedException;
import org.jspecify.annotations.Nullable;

/** How an exchange ended, as the value of a tag. */
enum Outcome {
    /** The response was read to its end. */
    COMPLETE,
    /** The host closed the response before its end. */
    CLOSED,
    /** The request was refused before anything was sent. */
    REJECTED,
    /** There was no response, or it was truncated. */
    FAILED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    static Outcome of(@Nullable Throwable failure, boolean complete) {
        if (failure == null) {
            return complete ? COMPLETE : CLOSED;
        }
        return failure instanceof RequestRejectedException ? REJECTED : FAILED;
    }

    /** The value of the tag. */
    String tag() {
        return tag;
    }
}
