package org.gateway4j.internal.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
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
 * <p>A caller gets a {@link Lease}: a permit, with an idle connection or with none, in which case it opens one itself. When all
 * permits are out it waits its turn, on its thread or as a {@link Waiter}; permits pass to waiters in the order in which they
 * came, and nobody overtakes them. The lock guards the queues and the counts only: connections are opened, probed and
 * closed outside of it. Nothing here runs on a thread of its own: {@link #maintain} is a function of the clock.
 */
public final class ConnectionPool<C extends Pooled> {

    /** How often idle connections are looked at while there are any. */
    private static final long LOOK_NANOS = 250_000_000;

    /** The values that neither the host nor the protocol has set. */
    private static final PoolConfig USUAL = PoolConfig.of(5).withIdleTimeout(Duration.ofSeconds(2));

    private enum State {
        OPEN,
        /** Callers that wait already are still served. */
        DRAINING,
        CLOSED
    }

    private final PoolConfig config;
    private final Lifetime lifetime;
    private final boolean freshFirst;
    private final LongSupplier clock;

    private final ReentrantLock lock = new ReentrantLock();

    private final IdleSlots<C> idle = new IdleSlots<>();

    /** In the order in which they came. */
    private final Set<Queued<C>> waiters = new LinkedHashSet<>();

    private final Trampoline callbacks = new Trampoline();
    private int permitsOut;

    private volatile State state = State.OPEN;

    /** Signalled while the pool drains, when it may be empty. */
    private final Condition emptier = lock.newCondition();

    private long reused;

    private final LongAdder opened = new LongAdder();
    private final LongAdder closings = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    /** A pool without connections; the clock counts nanoseconds. */
    public ConnectionPool(PoolConfig config, LongSupplier clock) {
        this.config = config.withDefaults(USUAL);
        this.clock = clock;
        this.lifetime = new Lifetime(this.config);
        this.freshFirst = this.config.reuse() == PoolConfig.Reuse.FRESH_FIRST;
    }

    /**
     * Takes a permit, waiting for one on the calling thread.
     *
     * @param timeoutNanos the longest wait, or {@link Nanos#NEVER}
     * @throws PoolRejection if there is none
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    public Lease<C> acquire(long timeoutNanos) throws PoolRejection, InterruptedException {
        Parked<C> caller;
        lock.lock();
        try {
            Lease<C> lease = takeFree(null);
            if (lease != null) {
                return lease;
            }
            caller = new Parked<>();
            enqueue(caller);
        } finally {
            lock.unlock();
        }
        return caller.await(this, timeoutNanos);
    }

    /**
     * Takes a permit without waiting for it.
     *
     * @return a lease, or null if the waiter will be told
     * @throws PoolRejection if as many wait as may, or the pool is closed; the waiter is not told
     */
    public @Nullable Lease<C> acquire(Waiter<C> waiter) throws PoolRejection {
        lock.lock();
        try {
            Lease<C> lease = takeFree(waiter);
            if (lease == null) {
                enqueue(waiter);
            }
            return lease;
        } finally {
            lock.unlock();
        }
    }

    /** A lease on an idle connection, or on none; null if the caller has to wait. To be called under the lock. */
    private @Nullable Lease<C> takeFree(@Nullable Waiter<C> waiter) throws PoolRejection {
        refuseUnlessOpen();
        Slot<C> slot = freshFirst ? freshOrIdle(waiter) : idleOrFresh(waiter);
        if (slot == null) {
            return null;
        }
        reused += slot.connection == null ? 0 : 1;
        return new Lease<>(this, slot);
    }

    private @Nullable Slot<C> freshOrIdle(@Nullable Waiter<C> waiter) {
        Slot<C> slot = fresh(0);
        if (slot == null && waiter != null) {
            slot = idle.pollOldest(waiter::prefers);
        }
        return slot == null ? idle.pollOldest() : slot;
    }

    private @Nullable Slot<C> idleOrFresh(@Nullable Waiter<C> waiter) {
        Slot<C> slot = waiter == null ? idle.pollLatest() : idle.pollLatest(waiter::prefers);
        if (slot == null) {
            // An idle connection that is being inspected comes back at once: cheaper to wait for it than to dial.
            slot = fresh(Math.min(idle.inspected(), config.maxWaiters()));
        }
        return slot == null && waiter != null ? idle.pollOldest() : slot;
    }

    /**
     * Refuses a caller once the pool drains or is closed.
     *
     * @throws PoolRejection if so
     */
    public void refuseUnlessOpen() throws PoolRejection {
        State now = state;
        if (now != State.OPEN) {
            throw new PoolRejection(now == State.CLOSED ? Reason.CLOSED : Reason.DRAINING);
        }
    }

    /** A slot without a connection, if a permit is left and at least that many callers wait. */
    private @Nullable Slot<C> fresh(int leastWaiters) {
        if (permitsOut == config.maxConnections() || waiters.size() < leastWaiters) {
            return null;
        }
        permitsOut++;
        return new Slot<>();
    }

    private void enqueue(Queued<C> waiter) throws PoolRejection {
        refuseIfQueueIsFull();
        waiters.add(waiter);
    }

    /**
     * Rejects a caller early, if it would be rejected now, before it prepares its request.
     *
     * @throws PoolRejection if all permits are out and as many wait as may
     */
    public void refuseIfFull() throws PoolRejection {
        lock.lock();
        try {
            if (inUse() >= config.maxConnections()) {
                refuseIfQueueIsFull();
            }
        } finally {
            lock.unlock();
        }
    }

    private void refuseIfQueueIsFull() throws PoolRejection {
        if (waiters.size() >= config.maxWaiters()) {
            rejected.increment();
            throw new PoolRejection(Reason.QUEUE_FULL);
        }
    }

    private int inUse() {
        return permitsOut - idle.size();
    }

    /**
     * Gives the place in the queue up.
     *
     * @return false if the waiter was told already, or is about to be
     */
    public boolean withdraw(Waiter<C> waiter) {
        return leave(waiter);
    }

    boolean leave(Queued<C> waiter) {
        lock.lock();
        try {
            boolean left = waiters.remove(waiter);
            signalIfDraining();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait of a caller that still waits. */
    void turnAway(Queued<C> waiter, Reason reason) {
        if (leave(waiter)) {
            rejected.add(reason == Reason.TIMED_OUT ? 1 : 0);
            waiter.reject(new PoolRejection(reason));
        }
    }

    /** Runs the callback of a waiter, never inside the callback of another. */
    void tell(Runnable message) {
        callbacks.execute(message);
    }

    /** Takes a slot back: closes what is worn out, serves the first waiter, or keeps the connection. */
    void giveBack(Slot<C> slot, long now) {
        if (lifetime.isWornOut(slot, now)) {
            discard(slot, CloseReason.WORN_OUT);
        } else {
            serveOrKeep(slot);
        }
    }

    private void serveOrKeep(Slot<C> slot) {
        Queued<C> waiter = nextWaiterOrKeep(slot);
        if (waiter != null) {
            waiter.serve(new Lease<>(this, slot));
        }
    }

    /** The waiter to serve with this slot; without one, the slot goes among the idle ones or its permit is freed. */
    private @Nullable Queued<C> nextWaiterOrKeep(Slot<C> slot) {
        Slot<C> surplus;
        boolean closing;
        lock.lock();
        try {
            closing = state == State.CLOSED;
            if (slot.inspected && !idle.endInspection(slot)) {
                return null;
            }
            Queued<C> waiter = pollWaiter();
            if (waiter != null) {
                reused += slot.connection == null ? 0 : 1;
                return waiter;
            }
            surplus = closing || slot.connection == null ? slot : idle.add(slot, config.maxIdle());
            permitsOut -= surplus == null ? 0 : 1;
            signalIfDraining();
        } finally {
            lock.unlock();
        }
        if (surplus != null) {
            drop(surplus, closing ? CloseReason.GATEWAY_CLOSED : CloseReason.IDLE);
        }
        return null;
    }

    private @Nullable Queued<C> pollWaiter() {
        Iterator<Queued<C>> first = waiters.iterator();
        if (!first.hasNext()) {
            return null;
        }
        Queued<C> waiter = first.next();
        first.remove();
        return waiter;
    }

    /** Closes the connection of a slot, if there is one, and takes the slot back once nothing is left of it. */
    void discard(Slot<C> slot, CloseReason reason) {
        drop(slot, reason, () -> serveOrKeep(slot));
    }

    /** Closes the connection of a slot, if there is one. */
    void drop(Slot<C> slot, CloseReason reason) {
        drop(slot, reason, () -> {});
    }

    /** The same; the action runs once nothing is left of the connection. */
    void drop(Slot<C> slot, CloseReason reason, Runnable then) {
        C dropped = slot.empty();
        if (dropped == null) {
            then.run();
        } else {
            closings.increment();
            dropped.close(reason, then);
        }
    }

    /**
     * Closes idle connections that are past their time or that the application has closed. All are back before the first is
     * closed, and those to be closed are taken out one by one: closing tells a listener, which may block.
     *
     * @param now the time
     * @return in how many nanoseconds to call again, {@link Nanos#NEVER} while there is no connection at all
     */
    public long maintain(long now) {
        List<Slot<C>> taken = takeIdle();
        taken.forEach(slot -> slot.fault = lifetime.fault(slot, now));
        taken.forEach(this::serveOrKeep);
        for (Slot<C> slot = takeUnfit(); slot != null; slot = takeUnfit()) {
            discard(slot, Objects.requireNonNull(slot.fault));
        }
        return isEmpty() ? Nanos.NEVER : LOOK_NANOS;
    }

    private List<Slot<C>> takeIdle() {
        lock.lock();
        try {
            return idle.inspect();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Slot<C> takeUnfit() {
        lock.lock();
        try {
            return idle.pollUnfit();
        } finally {
            lock.unlock();
        }
    }

    private boolean isEmpty() {
        lock.lock();
        try {
            return permitsOut == 0;
        } finally {
            lock.unlock();
        }
    }

    /** The figures now. */
    public PoolStats stats() {
        lock.lock();
        try {
            return PoolStats.of(config.maxConnections())
                    .withInUse(inUse())
                    .withIdle(idle.size())
                    .withWaiting(waiters.size())
                    .withOpened(opened.sum())
                    .withClosed(closings.sum())
                    .withReused(reused)
                    .withRejected(rejected.sum());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Rejects new callers, and waits until no connection is in use and no caller waits for one.
     *
     * @return whether that came about in time
     * @throws InterruptedException if the thread was interrupted meanwhile; the pool goes on to turn callers away
     */
    public boolean drain(long timeoutNanos) throws InterruptedException {
        lock.lock();
        try {
            state = state == State.OPEN ? State.DRAINING : state;
            long left = timeoutNanos;
            while (inUse() > 0 || !waiters.isEmpty()) {
                if (left <= 0) {
                    return false;
                }
                left = emptier.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void signalIfDraining() {
        if (state != State.OPEN) {
            emptier.signalAll();
        }
    }

    /** Rejects waiting callers and new ones. */
    public void refuse() {
        List<Queued<C>> turnedAway;
        lock.lock();
        try {
            state = State.CLOSED;
            turnedAway = new ArrayList<>(waiters);
            waiters.clear();
            signalIfDraining();
        } finally {
            lock.unlock();
        }
        turnedAway.forEach(waiter -> waiter.reject(new PoolRejection(Reason.CLOSED)));
    }

    /** Refuses callers and closes idle connections; those in use are closed when they are given back. */
    public void close() {
        refuse();
        List<Slot<C>> unused;
        lock.lock();
        try {
            unused = idle.removeAll();
            permitsOut -= unused.size();
        } finally {
            lock.unlock();
        }
        unused.forEach(slot -> drop(slot, CloseReason.GATEWAY_CLOSED));
    }

    /** Whether the pool was closed. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    long now() {
        return clock.getAsLong();
    }

    void countOpened() {
        opened.increment();
    }
}
