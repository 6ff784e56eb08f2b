package org.gateway4j.balancer.internal;

import java.time.Duration;
import java.util.PriorityQueue;

/** Time that passes only when a test says so. What is due then runs on the thread of the test, in its order. */
public final class SimulatedTime implements Timing {

    private static final class Due implements Alarm, Comparable<Due> {

        private final long at;
        private final long number;
        private final Runnable task;
        private volatile boolean cancelled;

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
    private volatile long now = 1_000_000_000;
    private long number;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public synchronized Alarm at(long nanos, Runnable task) {
        Due added = new Due(Math.max(nanos, now), number++, task);
        due.add(added);
        return added;
    }

    /** Lets time pass, and runs what is due meanwhile. */
    public void pass(Duration time) {
        passNanos(time.toNanos());
    }

    /** Lets time pass, in milliseconds. */
    public void passMillis(long millis) {
        passNanos(millis * 1_000_000);
    }

    /** Lets time pass, in nanoseconds. */
    public void passNanos(long nanos) {
        long until = now + nanos;
        for (Due next = nextUntil(until); next != null; next = nextUntil(until)) {
            if (!next.cancelled) {
                now = next.at;
                next.task.run();
            }
        }
        now = until;
    }

    private synchronized Due nextUntil(long until) {
        return !due.isEmpty() && due.peek().at <= until ? due.remove() : null;
    }

    /** How much will happen. */
    public synchronized long pending() {
        return due.stream().filter(each -> !each.cancelled).count();
    }

    @Override
    public synchronized void close() {
        due.clear();
    }
}
