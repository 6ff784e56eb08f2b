package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Work in progress on a thread of its own.
 *
 * @param <T> what the work makes
 */
public final class Running<T extends @Nullable Object> {

    private static final long PATIENCE_SECONDS = 60;

    private final FutureTask<T> task;
    private final Thread thread;

    private Running(FutureTask<T> task, Thread thread) {
        this.task = task;
        this.thread = thread;
    }

    static <T extends @Nullable Object> Running<T> start(ThreadKind kind, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        return new Running<>(task, kind.start(task));
    }

    /** Interrupts its thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Waits for the end of the work. A test that hangs fails with the place where it does.
     *
     * @return what the work returned
     * @throws Exception what the work threw
     */
    public T result() throws Exception {
        try {
            return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception failure) {
                throw failure;
            }
            throw (Error) e.getCause();
        } catch (TimeoutException e) {
            AssertionError hung = new AssertionError("hung for " + PATIENCE_SECONDS + " s");
            hung.setStackTrace(thread.getStackTrace());
            thread.interrupt();
            throw hung;
        }
    }

    /**
     * Waits for the end of the work, and fails unless it threw an exception of a type.
     *
     * @param <E> the type
     * @param type the same
     * @return what it threw
     */
    public <E extends Throwable> E failure(Class<E> type) {
        try {
            return assertInstanceOf(type, "returned " + result());
        } catch (Exception e) {
            return assertInstanceOf(type, e);
        }
    }
}
