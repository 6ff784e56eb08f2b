package org.gateway4j.internal.pool;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one after another, on the thread that submits a task while none runs. A task that submits another returns before
 * that one runs, so the stack does not grow. Exceptions of tasks are thrown after all tasks have run.
 */
final class Trampoline implements Executor {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger outstanding = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (outstanding.getAndIncrement() > 0) {
            return;
        }
        Throwable thrown = null;
        do {
            try {
                tasks.remove().run();
            } catch (RuntimeException | Error e) {
                thrown = joined(thrown, e);
            }
        } while (outstanding.decrementAndGet() > 0);
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
    }

    private static Throwable joined(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
