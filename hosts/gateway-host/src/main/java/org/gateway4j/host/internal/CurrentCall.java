package org.gateway4j.host.internal;

import org.gateway4j.GatewayCall;
import org.jspecify.annotations.Nullable;

/** The call that an exchange waits for, so that another thread can cancel it. Safe for use by several threads. */
final class CurrentCall {

    private @Nullable GatewayCall call;
    private boolean cancelled;

    /** Replaces the call, whose predecessor is over. */
    void set(GatewayCall next) {
        boolean tooLate;
        synchronized (this) {
            call = next;
            tooLate = cancelled;
        }
        if (tooLate) {
            next.cancel();
        }
    }

    void cancel() {
        GatewayCall running;
        synchronized (this) {
            cancelled = true;
            running = call;
        }
        if (running != null) {
            running.cancel();
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }
}
