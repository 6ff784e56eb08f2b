package org.gateway4j.internal.eventloop;

import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.async.EventLoop;
import org.gateway4j.internal.wire.Watchdog;

/**
 * Preparation that waits for a thread of the executor. Either a thread takes it, or the loop does, which gives it up when the
 * exchange is over its time or the gateway is closed.
 */
final class PreparationElsewhere {

    private final AtomicBoolean taken = new AtomicBoolean();
    private final Pause longest;

    /** Begins to wait, until that deadline. The action runs on the loop if no thread has taken the preparation by then. */
    PreparationElsewhere(EventLoop loop, Watchdog watchdog, long deadline, Runnable tooLate) {
        longest = new Pause(loop, watchdog, deadline, () -> {
            if (take()) {
                tooLate.run();
            }
        });
        longest.start();
    }

    /** Takes the preparation in hand. Returns false if somebody has it. Any thread may call it. */
    boolean take() {
        return taken.compareAndSet(false, true);
    }

    /** It is over. */
    void end() {
        longest.cancel();
    }
}
