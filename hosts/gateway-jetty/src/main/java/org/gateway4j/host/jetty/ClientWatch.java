package org.gateway4j.host.jetty;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** Looks from time to time whether the clients of running exchanges are still there. Safe for use by several threads. */
final class ClientWatch extends AbstractLifeCycle {

    /** An exchange is looked at for the first time when it is this old, and no older than twice that. */
    private static final long PERIOD_MILLIS = 400;

    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private final Supplier<Scheduler> scheduler;
    private volatile Scheduler.@Nullable Task next;

    ClientWatch(Supplier<Scheduler> scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
    }

    private void schedule() {
        next = scheduler.get().schedule(this::look, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        running.forEach(Exchange::look);
        if (isRunning()) {
            schedule();
        }
    }

    void add(Exchange exchange) {
        running.add(exchange);
    }

    void remove(Exchange exchange) {
        running.remove(exchange);
    }
}
