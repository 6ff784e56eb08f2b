package org.gateway4j.internal.eventloop;

import org.gateway4j.async.EventLoop;
import org.gateway4j.internal.wire.Watchdog;

/** Runs an action on a loop after a while, or at once when the gateway is closed. The watchdog keeps the time. */
final class Pause implements Watchdog.Watched {

    private final EventLoop loop;
    private final Watchdog watchdog;
    private final long end;
    private final Runnable action;

    Pause(EventLoop loop, Watchdog watchdog, long end, Runnable action) {
        this.loop = loop;
        this.watchdog = watchdog;
        this.end = end;
        this.action = action;
    }

    void start() {
        watchdog.watch(this);
    }

    /** The action is not to run any more; it may be on its way. */
    void cancel() {
        watchdog.forget(this);
    }

    @Override
    public long deadline() {
        return end;
    }

    @Override
    public void expire(long seen) {
        abort();
    }

    @Override
    public void abort() {
        watchdog.forget(this);
        LoopWire.later(loop, action);
    }
}
