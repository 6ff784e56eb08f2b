package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.pool.PoolRejection.Reason;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many threads at once: no permit lost, none doubled, whoever wins a race. */
@Timeout(60)
@Covers("ajp/complaint-14")
class ConnectionPoolStressTest {

    private static final int CAP = 4;

    private final List<ExecutorService> executors = new ArrayList<>();

    /** A connection that only one thread may use at a time. */
    private static final class Exclusive implements Pooled {

        private final AtomicBoolean used = new AtomicBoolean();
        private final AtomicInteger open;

        Exclusive(AtomicInteger open) {
            this.open = open;
            assertTrue(open.incrementAndGet() <= CAP, "more connections than the cap");
        }

        void use() {
            assertTrue(used.compareAndSet(false, true), "used by two at once");
            for (int spin = 0; spin < 100; spin++) {
                Thread.onSpinWait();
            }
            used.set(false);
        }

        @Override
        public boolean isAlive() {
            assertFalse(used.get(), "inspected while in use");
            return ThreadLocalRandom.current().nextInt(50) != 0;
        }

        @Override
        public void close(CloseReason reason, Runnable whenGone) {
            assertTrue(used.compareAndSet(false, true), "closed twice or while in use");
            open.decrementAndGet();
            whenGone.run();
        }
    }

    /** Platform threads, and virtual ones where the JDK has them. */
    static Stream<String> threadKinds() {
        return Runtime.version().feature() >= 21 ? Stream.of("platform", "virtual") : Stream.of("platform");
    }

    private ExecutorService threads(String kind, int count) throws ReflectiveOperationException {
        ExecutorService made = kind.equals("platform")
                ? Executors.newFixedThreadPool(count)
                : (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
        executors.add(made);
        return made;
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        for (ExecutorService executor : executors) {
            executor.shutdownNow();
            assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @MethodSource("threadKinds")
    void manyCallersShareFewConnections(String kind) throws Exception {
        PoolConfig config =
                PoolConfig.of(CAP).withMaxIdle(CAP - 1).withMaxUses(100).withIdleTimeout(Duration.ofMillis(1));
        ConnectionPool<Exclusive> pool = new ConnectionPool<>(config, System::nanoTime);
        AtomicInteger open = new AtomicInteger();
        AtomicBoolean running = new AtomicBoolean(true);
        ExecutorService executor = threads(kind, 17);
        Future<?> upkeep = executor.submit(() -> {
            while (running.get()) {
                pool.maintain(System.nanoTime());
                LockSupport.parkNanos(50_000);
            }
        });
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            callers.add(executor.submit(() -> {
                for (int round = 0; round < 2_000; round++) {
                    useOnce(pool, open, ThreadLocalRandom.current().nextInt(100));
                }
                return null;
            }));
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        running.set(false);
        upkeep.get();

        PoolStats stats = pool.stats();
        assertEquals(0, stats.inUse());
        assertEquals(0, stats.waiting());
        assertEquals(stats.idle(), stats.opened() - stats.closed());
        assertEquals(stats.idle(), open.get());
        pool.close();
        assertEquals(0, open.get());
    }

    private static void useOnce(ConnectionPool<Exclusive> pool, AtomicInteger open, int dice) throws Exception {
        Lease<Exclusive> lease;
        try {
            lease = dice < 5 ? later(pool) : pool.acquire(dice < 30 ? dice * 1_000L : Nanos.NEVER);
        } catch (PoolRejection e) {
            assertEquals(Reason.TIMED_OUT, e.reason());
            return;
        }
        if (lease == null) {
            return;
        }
        Exclusive connection = lease.connection();
        if (connection == null) {
            connection = new Exclusive(open);
            lease.opened(connection);
        }
        connection.use();
        if (dice % 10 == 0) {
            lease.discard(CloseReason.FAILED);
        } else {
            lease.release();
        }
    }

    /** Asks for a lease and at once thinks better of it, unless it has come already. */
    private static Lease<Exclusive> later(ConnectionPool<Exclusive> pool) throws PoolRejection {
        LaterLease<Exclusive> future = LaterLease.of(pool);
        return future.cancel(false) ? null : future.join();
    }

    /** A waiter whose time is over at the very moment of the hand-over gets the lease or leaves it, never neither. */
    @Test
    void noLeaseIsLostWhenAWaiterTimesOut() throws Exception {
        ConnectionPool<Exclusive> pool = new ConnectionPool<>(PoolConfig.of(1), System::nanoTime);
        ExecutorService executor = threads("platform", 1);
        CyclicBarrier start = new CyclicBarrier(2);
        int served = 0;
        for (int round = 0; round < 3_000; round++) {
            Lease<Exclusive> held = pool.acquire(0);
            long wait = 10_000L + round % 100 * 1_000L;
            Future<Boolean> waiter = executor.submit(() -> {
                start.await();
                return isServed(pool, wait);
            });
            start.await();
            long until = System.nanoTime() + wait;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            held.release();
            served += waiter.get() ? 1 : 0;
            assertEquals(0, pool.stats().inUse() + pool.stats().waiting());
        }
        assertEquals(3_000 - served, pool.stats().rejected());
    }

    private static boolean isServed(ConnectionPool<Exclusive> pool, long wait) throws InterruptedException {
        try {
            pool.acquire(wait).release();
            return true;
        } catch (PoolRejection e) {
            assertEquals(Reason.TIMED_OUT, e.reason());
            return false;
        }
    }

    @Test
    void aWaiterWaitsItsTimeAndNotMuchLonger() throws Exception {
        ConnectionPool<Exclusive> pool = new ConnectionPool<>(PoolConfig.of(1), System::nanoTime);
        pool.acquire(0);
        long begun = System.nanoTime();
        PoolRejection e = assertThrows(PoolRejection.class, () -> pool.acquire(50_000_000));
        long took = System.nanoTime() - begun;
        assertEquals(Reason.TIMED_OUT, e.reason());
        assertTrue(took >= 50_000_000 && took < 2_000_000_000, "took " + took);
        assertEquals(PoolStats.of(1).withInUse(1).withRejected(1), pool.stats());
    }

    @ParameterizedTest
    @MethodSource("threadKinds")
    void anInterruptedWaiterLeavesTheQueue(String kind) throws Exception {
        ConnectionPool<Exclusive> pool = new ConnectionPool<>(PoolConfig.of(1), System::nanoTime);
        Lease<Exclusive> held = pool.acquire(0);
        Future<?> waiter = threads(kind, 1).submit(() -> pool.acquire(Nanos.NEVER));
        awaitWaiting(pool, 1);
        waiter.cancel(true);
        awaitWaiting(pool, 0);
        held.release();
        assertEquals(PoolStats.of(1), pool.stats());
    }

    /** Interrupted in the moment of the hand-over, the waiter passes the lease on. */
    @Test
    void noLeaseIsLostWhenAWaiterIsInterrupted() throws Exception {
        ConnectionPool<Exclusive> pool = new ConnectionPool<>(PoolConfig.of(1), System::nanoTime);
        ExecutorService executor = threads("platform", 1);
        for (int round = 0; round < 1_000; round++) {
            Lease<Exclusive> held = pool.acquire(0);
            CompletableFuture<Thread> thread = new CompletableFuture<>();
            Future<?> waiter = executor.submit(() -> {
                thread.complete(Thread.currentThread());
                try {
                    pool.acquire(Nanos.NEVER).release();
                } catch (InterruptedException e) {
                    assertFalse(Thread.currentThread().isInterrupted());
                }
                return Thread.interrupted();
            });
            Thread interrupted = thread.join();
            awaitWaiting(pool, 1);
            interrupted.interrupt();
            held.release();
            waiter.get();
            assertEquals(0, pool.stats().inUse() + pool.stats().waiting());
        }
        assertEquals(0, pool.stats().rejected());
    }

    @ParameterizedTest
    @MethodSource("threadKinds")
    void closingTurnsBlockedWaitersAway(String kind) throws Exception {
        ConnectionPool<Exclusive> pool = new ConnectionPool<>(PoolConfig.of(1), System::nanoTime);
        pool.acquire(0);
        ExecutorService executor = threads(kind, 5);
        List<Future<Reason>> waiters = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waiters.add(executor.submit(() -> assertThrows(PoolRejection.class, () -> pool.acquire(Nanos.NEVER))
                    .reason()));
        }
        awaitWaiting(pool, 5);
        pool.close();
        for (Future<Reason> waiter : waiters) {
            assertEquals(Reason.CLOSED, waiter.get());
        }
    }

    private static void awaitWaiting(ConnectionPool<?> pool, int count) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (pool.stats().waiting() != count) {
            assertTrue(
                    System.nanoTime() - deadline < 0, "waiting: " + pool.stats().waiting());
            Thread.onSpinWait();
        }
    }
}
