package org.gateway4j.internal.eventloop;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A task that may be given to two executors, because one of them may lose it. It is run once. */
public final class OneRun implements Runnable {

    private final AtomicReference<@Nullable Runnable> task;

    /** Makes one that was not run yet. */
    public OneRun(Runnable task) {
        this.task = new AtomicReference<>(task);
    }

    @Override
    public void run() {
        Runnable left = task.getAndSet(null);
        if (left != null) {
            left.run();
        }
    }
}
