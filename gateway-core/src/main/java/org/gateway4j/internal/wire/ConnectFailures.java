package org.gateway4j.internal.wire;

import java.net.BindException;
import org.gateway4j.internal.wire.ConnectException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the failure to report when no address of a host answers. A timeout ranks first, since the address may still answer.
 * A refusal comes next. A lack on this machine comes last, since it says nothing about the application.
 */
public final class ConnectFailures {

    private @Nullable ConnectException told;

    /** Whether a failure says nothing of the other addresses of the host. */
    public static boolean isOfOneAddress(ConnectException e) {
        return e.kind() == Kind.FAILED || e.kind() == Kind.TIMED_OUT || e.getCause() instanceof BindException;
    }

    /** Adds the failure of one more address. */
    public void add(ConnectException later) {
        told = told == null ? later : joined(told, later);
    }

    private static ConnectException joined(ConnectException earlier, ConnectException later) {
        boolean earlierCounts =
                later.kind() != Kind.TIMED_OUT && (earlier.kind() == Kind.TIMED_OUT || later.kind() == Kind.EXHAUSTED);
        ConnectException counts = earlierCounts ? earlier : later;
        counts.addSuppressed(earlierCounts ? later : earlier);
        return counts;
    }

    /** The failure to tell. */
    public ConnectException told() {
        return told != null ? told : new ConnectException(Kind.FAILED, "the host has no address", null);
    }
}
