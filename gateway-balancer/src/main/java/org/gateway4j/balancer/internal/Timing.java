package org.gateway4j.balancer.internal;

/** The time that a fleet lives in: the real one, or one that a test moves on. Safe for use by several threads. */
public interface Timing extends AutoCloseable {

    /** Something that will happen. */
    interface Alarm {

        /** It does not happen, unless it is happening already. */
        void cancel();
    }

    /** The time, as {@link System#nanoTime} has it. */
    long nanoTime();

    /** Runs a task at a time, or soon if that has passed. The task must not block. After {@link #close} nothing runs. */
    Alarm at(long nanos, Runnable task);

    @Override
    void close();
}
