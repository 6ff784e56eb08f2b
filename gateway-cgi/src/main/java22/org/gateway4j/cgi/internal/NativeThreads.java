package org.gateway4j.cgi.internal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.IntSupplier;

/** Platform threads that wait in place of virtual ones, which would hold their carriers. */
final class NativeThreads {

    private final Executor executor;

    NativeThreads(Executor executor) {
        this.executor = executor;
    }

    /**
     * Calls a function of the system that may block: on the caller's thread unless that is virtual.
     *
     * @param cancel ends the call soon if the virtual thread is interrupted meanwhile, whose status is kept
     */
    int call(IntSupplier function, Runnable cancel) {
        if (!Thread.currentThread().isVirtual()) {
            return function.getAsInt();
        }
        FutureTask<Integer> task = new FutureTask<>(function::getAsInt);
        executor.execute(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    cancel.run();
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
