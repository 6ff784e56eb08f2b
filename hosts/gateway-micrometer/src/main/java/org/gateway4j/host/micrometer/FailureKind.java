package org.gateway4j.host.micrometer;

import java.util.Locale;
import org.gateway4j.BackendBusyException;
import org.gateway4j.BackendFailureException;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.RequestBodyException;
import org.gateway4j.RequestRejectedException;

/** What kind of failure ended an exchange, as the value of a tag. */
enum FailureKind {
    /** {@link RequestRejectedException}. */
    REJECTED,
    /** {@link RequestBodyException}. */
    BODY,
    /** {@link BackendBusyException}. */
    BUSY,
    /** {@link BackendTimeoutException}. */
    TIMEOUT,
    /** {@link BackendFailureException}. */
    BACKEND,
    /** {@link org.gateway4j.ExchangeAbortedException}, or an exception of the host's own code. */
    ABORTED;

    private final String tag = name().toLowerCase(Locale.ROOT);

    static FailureKind of(Throwable failure) {
        if (failure instanceof RequestRejectedException) {
            return REJECTED;
        }
        if (failure instanceof RequestBodyException) {
            return BODY;
        }
        if (failure instanceof BackendBusyException) {
            return BUSY;
        }
        if (failure instanceof BackendTimeoutException) {
            return TIMEOUT;
        }
        return failure instanceof BackendFailureException ? BACKEND : ABORTED;
    }

    /** The value of the tag. */
    String tag() {
        return tag;
    }
}
