package org.gateway4j.cgi.internal;

/** Ends the wait of another thread. Safe for use by several threads. */
final class WakeUp {

    private final int event;
    private boolean closed;

    /** One that raises that event. */
    WakeUp(int event) {
        this.event = event;
    }

    /** What to wait for besides. To be used by the thread that closes it. */
    int descriptor() {
        return event;
    }

    /** Ends the wait that is under way, or the next one. */
    synchronized void raise() {
        if (!closed) {
            NativePoll.raise(event);
        }
    }

    synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.close(event);
        }
    }
}
