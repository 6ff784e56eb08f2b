package org.gateway4j.soak;

import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.GatewayException;
import org.jspecify.annotations.Nullable;

/** What an application does wrong on purpose, and what the gateway must make of it. */
enum Fault {
    /** Nothing. */
    NONE(null),
    /** Sends its answer in small pieces with pauses. */
    SLOW(null),
    /** Answers before it reads its input. */
    EARLY(null),
    /** Writes far more error output than answer. */
    NOISY(null),
    /** Closes the connection behind its answer, as a worker that has served its number of requests. */
    RECYCLED(null),
    /** Closes the connection in the middle of its answer. */
    TRUNCATED(BackendFailureException.class),
    /** Resets the connection in the middle of its answer. */
    RESET(BackendFailureException.class),
    /** Closes the connection without an answer. */
    UNANSWERED(BackendFailureException.class),
    /** Sends what is no record. */
    MALFORMED(BackendFailureException.class),
    /** Answers that it is overloaded. */
    OVERLOADED(BackendBusyException.class),
    /** Answers nothing for longer than the gateway waits. */
    STALLED(BackendTimeoutException.class);

    private final @Nullable Class<? extends GatewayException> failure;

    Fault(@Nullable Class<? extends GatewayException> failure) {
        this.failure = failure;
    }

    /** What a dispatch ends with, or null where the answer comes whole all the same. */
    @Nullable
    Class<? extends GatewayException> failure() {
        return failure;
    }
}
