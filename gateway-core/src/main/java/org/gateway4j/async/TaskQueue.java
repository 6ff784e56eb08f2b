package org.gateway4j.async;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tasks from any thread for one thread, in the order in which they were added. Once the queue is sealed, each task was either
 * accepted, and can be taken, or is refused. All but {@link #add} and {@link #isSealed} is for the one thread.
 */
final class TaskQueue {

    private static final Entry SEAL = new Entry(() -> {});

    /** A task and the one that was added before it; once taken, the one that was added after it. */
    private static final class Entry {

        final Runnable task;

        @Nullable
        Entry neighbour;

        Entry(Runnable task) {
            this.task = task;
        }
    }

    private final AtomicReference<@Nullable Entry> latest = new AtomicReference<>();

    /** What was taken over from {@link #latest}, the oldest first. */
    private @Nullable Entry next;

    /** Adds a task; returns false if the queue is sealed. */
    boolean add(Runnable task) {
        Entry added = new Entry(task);
        while (true) {
            Entry before = latest.get();
            if (before == SEAL) {
                return false;
            }
            added.neighbour = before;
            if (latest.compareAndSet(before, added)) {
                return true;
            }
        }
    }

    boolean isEmpty() {
        Entry newest = latest.get();
        return next == null && (newest == null || newest == SEAL);
    }

    /** Takes the oldest task; null if there is none. */
    @Nullable
    Runnable poll() {
        if (next == null && latest.get() != null && !isSealed()) {
            next = reversed(latest.getAndSet(null));
        }
        Entry taken = next;
        if (taken == null) {
            return null;
        }
        next = taken.neighbour;
        return taken.task;
    }

    private static @Nullable Entry reversed(@Nullable Entry newest) {
        Entry older = newest;
        Entry newer = null;
        while (older != null) {
            Entry following = older.neighbour;
            older.neighbour = newer;
            newer = older;
            older = following;
        }
        return newer;
    }

    /** Refuses all tasks from now on, unless there are some; returns whether it does. */
    boolean sealIfEmpty() {
        return next == null && latest.compareAndSet(null, SEAL);
    }

    /** Refuses all tasks from now on; what is there can still be taken. */
    void seal() {
        if (isSealed()) {
            return;
        }
        Entry rest = reversed(latest.getAndSet(SEAL));
        if (next == null) {
            next = rest;
            return;
        }
        Entry last = next;
        while (last.neighbour != null) {
            last = last.neighbour;
        }
        last.neighbour = rest;
    }

    boolean isSealed() {
        return latest.get() == SEAL;
    }
}
