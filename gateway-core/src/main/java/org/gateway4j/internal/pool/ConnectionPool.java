package org.gateway4j.internal.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.pool.PoolRejection.Reason;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections to one application and keeps idle ones for reuse.
 *
 * <p>A caller gets a {@link Lease}: a permit, with the most recently used idle connection or with none, in which case it
 * opens one itself. When all permits are out it waits its turn; permits pass to waiters in the order in which they came,
 * and nobody overtakes them. The lock guards the two queues and the counts only: connections are opened, probed and
 * closed outside of it. Nothing here runs on a thread of its own: {@link #maintain} is a function of the clock.
 */
public final class ConnectionPool<C extends Pooled> {

    /** How often idle connections are looked at while there are any. */
    private static final long LOOK_NANOS = 250_000_000;

    private final PoolConfig config;
    private final long idleNanos;
    private final long maxAgeNanos;
    private final LongSupplier clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Slot<C>> idle = new ArrayDeque<>();
    private final Deque<CompletableFuture<Lease<C>>> waiters = new ArrayDeque<>();
    private int permitsOut;
    private int inspected;
    private volatile boolean closed;
    private long reused;

    private final LongAdder opened = new LongAdder();
    private final LongAdder closings = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    /** A pool without connections; the clock counts nanoseconds. */
    public ConnectionPool(PoolConfig config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
        this.idleNanos = Nanos.of(config.idleTimeout());
        this.maxAgeNanos = Nanos.of(config.maxAge());
    }

    /**
     * Takes a permit, waiting for one on the calling thread.
     *
     * @param timeoutNanos the longest wait, or {@link Nanos#NEVER}
     * @throws PoolRejection if there is none
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public Lease<C> acquire(long timeoutNanos) throws PoolRejection, InterruptedException {
        CompletableFuture<Lease<C>> waiter = new CompletableFuture<>();
        Lease<C> lease = acquireOrEnqueue(waiter);
        return lease != null ? lease : await(waiter, timeoutNanos);
    }

    /**
     * Takes a permit without waiting for it. Cancelling the future gives the place in the queue up; whoever fails to
     * cancel it holds a lease.
     *
     * @return a future that completes on whichever thread frees a permit
     * @throws PoolRejection if as many wait as may, or the pool is closed
     */
    public CompletableFuture<Lease<C>> acquireLater() throws PoolRejection {
        CompletableFuture<Lease<C>> waiter = new CompletableFuture<>();
        Lease<C> lease = acquireOrEnqueue(waiter);
        if (lease != null) {
            waiter.complete(lease);
        }
        return waiter;
    }

    private @Nullable Lease<C> acquireOrEnqueue(CompletableFuture<Lease<C>> waiter) throws PoolRejection {
        lock.lock();
        try {
            if (closed) {
                throw new PoolRejection(Reason.CLOSED);
            }
            Slot<C> slot = idle.pollFirst();
            if (slot != null) {
                reused++;
                return new Lease<>(this, slot);
            }
            waiters.removeIf(CompletableFuture::isDone);
            // An idle connection that is being inspected comes back at once: cheaper to wait for it than to dial.
            if (permitsOut < config.maxConnections() && waiters.size() >= Math.min(inspected, config.maxWaiters())) {
                permitsOut++;
                return new Lease<>(this, new Slot<>());
            }
            if (waiters.size() >= config.maxWaiters()) {
                rejected.increment();
                throw new PoolRejection(Reason.QUEUE_FULL);
            }
            waiters.addLast(waiter);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private Lease<C> await(CompletableFuture<Lease<C>> waiter, long timeoutNanos)
            throws PoolRejection, InterruptedException {
        try {
            return waiter.get(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (withdraw(waiter)) {
                rejected.increment();
                throw new PoolRejection(Reason.TIMED_OUT);
            }
            return served(waiter);
        } catch (InterruptedException e) {
            if (!withdraw(waiter)) {
                giveBackUnwanted(waiter);
            }
            throw e;
        } catch (ExecutionException e) {
            throw new PoolRejection(Reason.CLOSED);
        }
    }

    /** Takes a waiter, as the very object it is, out of the queue; false if it is being served already. */
    @SuppressWarnings("CollectionUndefinedEquality")
    private boolean withdraw(CompletableFuture<Lease<C>> waiter) {
        lock.lock();
        try {
            return waiters.remove(waiter);
        } finally {
            lock.unlock();
        }
    }

    private Lease<C> served(CompletableFuture<Lease<C>> waiter) throws PoolRejection {
        try {
            return waiter.join();
        } catch (CompletionException e) {
            throw new PoolRejection(Reason.CLOSED);
        }
    }

    private void giveBackUnwanted(CompletableFuture<Lease<C>> waiter) {
        try {
            giveBack(served(waiter).giveUp(), now());
        } catch (PoolRejection e) {
            // The pool was closed: there is nothing to give back.
        }
    }

    /** Takes a slot back: closes what is worn out, serves the first waiter, or keeps the connection. */
    void giveBack(Slot<C> slot, long now) {
        if (isWornOut(slot, now)) {
            drop(slot, CloseReason.WORN_OUT);
        }
        CompletableFuture<Lease<C>> waiter;
        do {
            waiter = nextWaiterOrKeep(slot);
        } while (waiter != null && !waiter.complete(new Lease<>(this, slot)));
    }

    /** The waiter to serve with this slot; without one, the slot goes among the idle ones or its permit is freed. */
    private @Nullable CompletableFuture<Lease<C>> nextWaiterOrKeep(Slot<C> slot) {
        Slot<C> surplus;
        boolean closing;
        lock.lock();
        try {
            closing = closed;
            inspected -= slot.inspected ? 1 : 0;
            slot.inspected = false;
            waiters.removeIf(CompletableFuture::isDone);
            CompletableFuture<Lease<C>> waiter = waiters.pollFirst();
            if (waiter != null) {
                reused += slot.connection == null ? 0 : 1;
                return waiter;
            }
            surplus = closing || slot.connection == null ? slot : keep(slot);
            permitsOut -= surplus == null ? 0 : 1;
        } finally {
            lock.unlock();
        }
        if (surplus != null) {
            drop(surplus, closing ? CloseReason.GATEWAY_CLOSED : CloseReason.IDLE);
        }
        return null;
    }

    /** Adds to the idle ones; returns the one that is too many then. */
    private @Nullable Slot<C> keep(Slot<C> slot) {
        idle.addFirst(slot);
        return idle.size() > config.maxIdle() ? idle.removeLast() : null;
    }

    /** Closes the connection of a slot, if there is one, and takes the slot back once nothing is left of it. */
    void discard(Slot<C> slot, CloseReason reason) {
        drop(slot, reason, () -> giveBack(slot, now()));
    }

    /** Closes the connection of a slot, if there is one. */
    void drop(Slot<C> slot, CloseReason reason) {
        drop(slot, reason, () -> {});
    }

    private void drop(Slot<C> slot, CloseReason reason, Runnable then) {
        C dropped = slot.empty();
        if (dropped == null) {
            then.run();
        } else {
            closings.increment();
            dropped.close(reason, then);
        }
    }

    private boolean isWornOut(Slot<C> slot, long now) {
        if (slot.uses >= config.maxUses()) {
            return true;
        }
        // Spread by a hash of the opening time, so that connections opened together do not all end together.
        long spread = Math.floorMod(slot.openedAt * 0x9E3779B97F4A7C15L >>> 32, 1024L);
        return maxAgeNanos != Nanos.NEVER && now - slot.openedAt >= maxAgeNanos - maxAgeNanos / 10_240 * spread;
    }

    /**
     * Closes idle connections that are past their time or that the application has closed.
     *
     * @param now the time
     * @return in how many nanoseconds to call again, {@link Nanos#NEVER} while there is no connection at all
     */
    public long maintain(long now) {
        List<Slot<C>> unused = new ArrayList<>();
        boolean anyLeft;
        lock.lock();
        try {
            for (Slot<C> slot = idle.pollLast(); slot != null; slot = idle.pollLast()) {
                slot.inspected = true;
                inspected++;
                unused.add(slot);
            }
            anyLeft = permitsOut > 0;
        } finally {
            lock.unlock();
        }
        for (Slot<C> slot : unused) {
            C connection = slot.connection;
            if (idleNanos != Nanos.NEVER && now - slot.idleSince >= idleNanos) {
                discard(slot, CloseReason.IDLE);
            } else if (connection != null && !connection.isAlive()) {
                discard(slot, CloseReason.STALE);
            } else {
                giveBack(slot, now);
            }
        }
        return anyLeft ? LOOK_NANOS : Nanos.NEVER;
    }

    /** The figures now. */
    public PoolStats stats() {
        lock.lock();
        try {
            return new PoolStats(
                    config.maxConnections(),
                    permitsOut - idle.size() - inspected,
                    idle.size() + inspected,
                    (int) waiters.stream().filter(waiter -> !waiter.isDone()).count(),
                    opened.sum(),
                    closings.sum(),
                    reused,
                    rejected.sum());
        } finally {
            lock.unlock();
        }
    }

    /** Closes idle connections and turns waiters away; connections in use are closed when they are given back. */
    public void close() {
        List<Slot<C>> unused;
        List<CompletableFuture<Lease<C>>> turnedAway;
        lock.lock();
        try {
            closed = true;
            turnedAway = new ArrayList<>(waiters);
            waiters.clear();
            unused = new ArrayList<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        turnedAway.forEach(waiter -> waiter.completeExceptionally(new PoolRejection(Reason.CLOSED)));
        unused.forEach(slot -> discard(slot, CloseReason.GATEWAY_CLOSED));
    }

    /** Whether the pool was closed. */
    public boolean isClosed() {
        return closed;
    }

    long now() {
        return clock.getAsLong();
    }

    void countOpened() {
        opened.increment();
    }
}
