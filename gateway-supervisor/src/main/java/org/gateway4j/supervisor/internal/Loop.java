package org.gateway4j.supervisor.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one thread on which all of a supervisor's decisions are made, and the time that it lives in. */
interface Loop extends Executor, AutoCloseable {

    /** Something that will happen. */
    interface Timer {

        /** It does not happen, unless it has happened. Called on the loop. */
        void cancel();
    }

    /** The time, as {@link System#nanoTime} has it. A change of the wall clock does not change it. */
    long nanoTime();

    /** Runs a task soon. After {@link #close} it does nothing. */
    @Override
    void execute(Runnable task);

    /** Runs a task after a time. */
    Timer after(Duration time, Runnable task);

    /** Runs a task that may block elsewhere, and then tells its result, or null if it failed, on the loop. */
    <T> void offload(Callable<T> task, Consumer<@Nullable T> then);

    @Override
    void close();
}
