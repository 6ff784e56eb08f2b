package org.gateway4j.supervisor.internal;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Time that passes only when a test says so. All tasks run on the thread of the test, in their order. */
final class SimulatedLoop implements Loop {

    private static final class Due implements Timer, Comparable<Due> {

        private final long at;
        private final long number;
        private final Runnable task;
        private boolean cancelled;

        Due(long at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public int compareTo(Due other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Due> due = new PriorityQueue<>();
    /** The clock of a JVM may overflow at any time. */
    private long now = Long.MAX_VALUE - 1;

    private final long begun = now;
    private long number;
    private boolean closed;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Timer after(Duration time, Runnable task) {
        Due added = new Due(now - begun + time.toNanos(), number++, task);
        if (!closed) {
            due.add(added);
        }
        return added;
    }

    @Override
    public <T> void offload(Callable<T> task, Consumer<@Nullable T> then) {
        T result;
        try {
            result = task.call();
        } catch (Exception e) {
            result = null;
        }
        T told = result;
        execute(() -> then.accept(told));
    }

    /** Runs what is due now. */
    void settle() {
        pass(Duration.ZERO);
    }

    /** Lets time pass, and runs what is due meanwhile. */
    void pass(Duration time) {
        long until = now - begun + time.toNanos();
        while (!due.isEmpty() && due.peek().at <= until) {
            Due next = due.remove();
            now = begun + next.at;
            if (!next.cancelled) {
                next.task.run();
            }
        }
        now = begun + until;
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** The milliseconds since the start. */
    long millis() {
        return (now - begun) / 1_000_000;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        due.clear();
    }
}
