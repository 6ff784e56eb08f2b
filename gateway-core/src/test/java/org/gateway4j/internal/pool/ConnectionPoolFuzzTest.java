package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.pool.PoolRejection.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ten thousand random steps on one thread and a fake clock, each compared with a model of the pool: who holds what, who
 * waits in which order, which connections lie idle in which order.
 */
class ConnectionPoolFuzzTest {

    private static final int STEPS = 10_000;
    private static final long IDLE = 2_000;
    private static final long MAX_AGE = 100_000;
    private static final int MAX_USES = 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesAsTheModel(long seed) throws Exception {
        Model model = new Model(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            model.step();
            model.check();
        }
        model.closeAll();
    }

    private static final class Model {

        private final Random random;
        private final PoolConfig config;
        private final ConnectionPool<FakeConnection> pool;
        private long now;

        private final List<Lease<FakeConnection>> held = new ArrayList<>();
        private final List<CompletableFuture<Lease<FakeConnection>>> waiters = new ArrayList<>();
        private final Deque<FakeConnection> idle = new ArrayDeque<>();
        private final Map<FakeConnection, Long> openedAt = new HashMap<>();
        private final Map<FakeConnection, Long> usedAt = new HashMap<>();
        private final Map<FakeConnection, Integer> uses = new HashMap<>();
        private final List<FakeConnection> dead = new ArrayList<>();
        private long opened;
        private long closed;
        private long reused;
        private long rejected;

        Model(Random random) {
            this.random = random;
            this.now = random.nextLong();
            int cap = 1 + random.nextInt(6);
            this.config = PoolConfig.of(cap)
                    .withMaxIdle(random.nextInt(cap + 1))
                    .withIdleTimeout(Duration.ofNanos(IDLE))
                    .withMaxAge(Duration.ofNanos(MAX_AGE))
                    .withMaxUses(MAX_USES)
                    .withMaxWaiters(random.nextInt(4))
                    .withReuse(random.nextBoolean() ? PoolConfig.Reuse.LATEST_FIRST : PoolConfig.Reuse.FRESH_FIRST)
                    .withRepeatedMethods(Set.of());
            this.pool = new ConnectionPool<>(config, () -> now);
        }

        void step() throws Exception {
            switch (random.nextInt(14)) {
                case 0, 1, 2, 3 -> acquireLater();
                case 4 -> acquireNow();
                case 5, 6, 7, 8 -> release();
                case 9 -> discard();
                case 10 -> drop();
                case 11 -> cancel();
                case 12 -> now += random.nextInt(random.nextInt(20) == 0 ? 20_000 : 500);
                default -> maintain();
            }
        }

        private boolean isFull() {
            return held.size() + idle.size() == config.maxConnections();
        }

        private void acquireLater() {
            boolean expectsLease = !idle.isEmpty() || !isFull();
            try {
                CompletableFuture<Lease<FakeConnection>> future = LaterLease.of(pool);
                assertEquals(expectsLease, future.isDone());
                if (expectsLease) {
                    taken(future.join());
                } else {
                    assertTrue(waiters.size() < config.maxWaiters());
                    waiters.add(future);
                }
            } catch (PoolRejection e) {
                rejected(expectsLease, e, Reason.QUEUE_FULL);
            }
        }

        private void acquireNow() throws InterruptedException {
            boolean expectsLease = !idle.isEmpty() || !isFull();
            try {
                taken(pool.acquire(0));
                assertTrue(expectsLease);
            } catch (PoolRejection e) {
                rejected(expectsLease, e, waiters.size() < config.maxWaiters() ? Reason.TIMED_OUT : Reason.QUEUE_FULL);
            }
        }

        private void rejected(boolean expectsLease, PoolRejection e, Reason reason) {
            assertEquals(false, expectsLease);
            assertEquals(reason, e.reason());
            rejected++;
        }

        /** A lease without waiting. */
        private void taken(Lease<FakeConnection> lease) {
            FakeConnection expected = next();
            assertSame(expected, lease.connection());
            reused += expected != null ? 1 : 0;
            hold(lease);
        }

        /** The connection used last or none; or none while there may be more, then the one that was idle for longest. */
        private FakeConnection next() {
            if (config.reuse() == PoolConfig.Reuse.LATEST_FIRST) {
                return idle.pollFirst();
            }
            return isFull() ? idle.pollLast() : null;
        }

        private void hold(Lease<FakeConnection> lease) {
            held.add(lease);
            assertEquals(lease.connection() != null, lease.isReused());
            if (lease.connection() == null && random.nextInt(8) != 0) {
                open(lease);
            }
        }

        private void open(Lease<FakeConnection> lease) {
            FakeConnection connection = new FakeConnection(pool);
            lease.opened(connection);
            openedAt.put(connection, now);
            usedAt.put(connection, now);
            uses.put(connection, 0);
            opened++;
        }

        private void release() {
            if (held.isEmpty()) {
                return;
            }
            Lease<FakeConnection> lease = held.remove(random.nextInt(held.size()));
            FakeConnection connection = lease.connection();
            lease.release();
            if (connection != null) {
                usedAt.put(connection, now);
                uses.merge(connection, 1, Integer::sum);
            }
            givenBack(connection != null && isWornOut(connection) ? null : connection);
        }

        private void discard() {
            if (held.isEmpty()) {
                return;
            }
            Lease<FakeConnection> lease = held.remove(random.nextInt(held.size()));
            FakeConnection connection = lease.connection();
            lease.discard(CloseReason.FAILED);
            if (connection != null) {
                closed(connection, CloseReason.FAILED);
            }
            givenBack(null);
        }

        private void drop() {
            if (held.isEmpty()) {
                return;
            }
            Lease<FakeConnection> lease = held.get(random.nextInt(held.size()));
            FakeConnection connection = lease.connection();
            lease.drop(CloseReason.STALE);
            if (connection != null) {
                closed(connection, CloseReason.STALE);
            }
            assertNull(lease.connection());
            if (random.nextBoolean()) {
                open(lease);
            }
        }

        /** The first waiter gets the permit, with the connection if there still is one; else it lies idle on top. */
        private void givenBack(FakeConnection connection) {
            if (!waiters.isEmpty()) {
                CompletableFuture<Lease<FakeConnection>> waiter = waiters.remove(0);
                assertTrue(waiter.isDone());
                assertSame(connection, waiter.join().connection());
                reused += connection != null ? 1 : 0;
                hold(waiter.join());
            } else if (connection != null) {
                idle.addFirst(connection);
                if (idle.size() > config.maxIdle()) {
                    closed(idle.removeLast(), CloseReason.IDLE);
                }
            }
        }

        /** Where the age decides within its tenth of jitter, the pool may do either. */
        private boolean isWornOut(FakeConnection connection) {
            long age = now - openedAt.get(connection);
            boolean must = uses.get(connection) >= MAX_USES || age >= MAX_AGE;
            boolean may = must || age >= MAX_AGE - MAX_AGE / 10;
            boolean is = connection.closed() == CloseReason.WORN_OUT;
            assertTrue(is ? may : !must, "age " + age + ", uses " + uses.get(connection));
            if (is) {
                closed(connection, CloseReason.WORN_OUT);
            }
            return is;
        }

        private void closed(FakeConnection connection, CloseReason reason) {
            assertEquals(reason, connection.closed());
            openedAt.remove(connection);
            dead.remove(connection);
            closed++;
        }

        private void cancel() {
            if (!waiters.isEmpty()) {
                assertTrue(waiters.remove(random.nextInt(waiters.size())).cancel(false));
            }
        }

        private void maintain() {
            if (!idle.isEmpty() && random.nextInt(4) == 0) {
                FakeConnection connection = new ArrayList<>(idle).get(random.nextInt(idle.size()));
                connection.die();
                dead.add(connection);
            }
            pool.maintain(now);
            List<FakeConnection> before = new ArrayList<>(idle);
            idle.clear();
            for (FakeConnection connection : before) {
                if (now - usedAt.get(connection) >= IDLE) {
                    closed(connection, CloseReason.IDLE);
                } else if (dead.contains(connection)) {
                    closed(connection, CloseReason.STALE);
                } else if (!isWornOut(connection)) {
                    idle.addLast(connection);
                }
            }
        }

        void check() {
            int limit = config.maxConnections();
            assertEquals(
                    PoolStats.of(limit)
                            .withInUse(held.size())
                            .withIdle(idle.size())
                            .withWaiting(waiters.size())
                            .withOpened(opened)
                            .withClosed(closed)
                            .withReused(reused)
                            .withRejected(rejected),
                    pool.stats());
            assertTrue(held.size() + idle.size() <= limit);
            assertEquals(opened - closed, openedAt.size());
            assertEquals(
                    openedAt.size(),
                    idle.size()
                            + held.stream()
                                    .filter(lease -> lease.connection() != null)
                                    .count());
            openedAt.keySet().forEach(connection -> assertNull(connection.closed()));
        }

        void closeAll() {
            pool.close();
            waiters.forEach(waiter -> assertTrue(waiter.isCompletedExceptionally()));
            List<FakeConnection> open = new ArrayList<>(openedAt.keySet());
            held.forEach(Lease::release);
            open.forEach(connection -> assertNotNull(connection.closed()));
            PoolStats stats = pool.stats();
            assertEquals(0, stats.inUse() + stats.idle() + stats.waiting());
            assertEquals(stats.opened(), stats.closed());
        }
    }
}
