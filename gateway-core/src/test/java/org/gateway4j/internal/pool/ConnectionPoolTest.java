package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.pool.PoolRejection.Reason;
import org.gateway4j.internal.wire.Nanos;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(-5 * SECOND);

    private ConnectionPool<FakeConnection> pool(PoolConfig config) {
        return new ConnectionPool<>(config, now::get);
    }

    private static Lease<FakeConnection> take(ConnectionPool<FakeConnection> pool) throws Exception {
        return pool.acquire(0);
    }

    /** A lease with a connection, opened if it has none. */
    private static Lease<FakeConnection> connected(ConnectionPool<FakeConnection> pool) throws Exception {
        Lease<FakeConnection> lease = take(pool);
        if (lease.connection() == null) {
            lease.opened(new FakeConnection(pool));
        }
        return lease;
    }

    private static Reason rejection(ConnectionPool<FakeConnection> pool) {
        return assertThrows(PoolRejection.class, () -> pool.acquire(0)).reason();
    }

    @Test
    void theFirstCallerOpensItsConnectionItself() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2));
        Lease<FakeConnection> lease = take(pool);
        assertNull(lease.connection());
        assertEquals(PoolStats.of(2).withInUse(1), pool.stats());
        lease.opened(new FakeConnection(pool));
        assertFalse(lease.isReused());
        assertEquals(PoolStats.of(2).withInUse(1).withOpened(1), pool.stats());
    }

    @Test
    void aReleasedConnectionIsReused() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2));
        Lease<FakeConnection> first = connected(pool);
        FakeConnection connection = first.connection();
        first.release();
        assertEquals(PoolStats.of(2).withIdle(1).withOpened(1), pool.stats());

        Lease<FakeConnection> second = take(pool);
        assertSame(connection, second.connection());
        assertTrue(second.isReused());
        assertEquals(PoolStats.of(2).withInUse(1).withOpened(1).withReused(1), pool.stats());
    }

    @Test
    void theConnectionUsedLastIsReusedFirst() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(3));
        Lease<FakeConnection> a = connected(pool);
        Lease<FakeConnection> b = connected(pool);
        FakeConnection older = a.connection();
        FakeConnection newer = b.connection();
        a.release();
        b.release();
        pool.maintain(now.get());
        assertSame(newer, take(pool).connection());
        assertSame(older, take(pool).connection());
    }

    @Test
    void noMoreConnectionsThanTheCap() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2));
        take(pool);
        take(pool);
        assertEquals(Reason.TIMED_OUT, rejection(pool));
        assertEquals(PoolStats.of(2).withInUse(2).withRejected(1), pool.stats());
    }

    @Test
    void aPermitIsFreeOnlyOnceNothingIsLeftOfItsConnection() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection process = lease.connection();
        process.linger();
        lease.discard(CloseReason.FAILED);
        assertEquals(CloseReason.FAILED, process.closed());
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        assertFalse(waiter.isDone());
        assertEquals(1, pool.stats().inUse());

        process.leave();
        assertNull(waiter.join().connection());
        waiter.join().release();
        assertEquals(PoolStats.of(1).withOpened(1).withClosed(1), pool.stats());
    }

    @Test
    void waitersAreServedInTheOrderInWhichTheyCame() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        Lease<FakeConnection> held = connected(pool);
        FakeConnection connection = held.connection();
        CompletableFuture<Lease<FakeConnection>> first = LaterLease.of(pool);
        CompletableFuture<Lease<FakeConnection>> second = LaterLease.of(pool);
        assertEquals(2, pool.stats().waiting());

        held.release();
        assertFalse(second.isDone());
        assertSame(connection, first.join().connection());
        assertTrue(first.join().isReused());
        first.join().discard(CloseReason.FAILED);
        assertNull(second.join().connection());
        assertFalse(second.join().isReused());
    }

    @Test
    void nobodyOvertakesAWaiter() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        Lease<FakeConnection> held = connected(pool);
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        held.release();
        assertEquals(Reason.TIMED_OUT, rejection(pool));
        assertTrue(waiter.isDone());
    }

    @Test
    void noMoreWaitersThanMayBe() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1).withMaxWaiters(1));
        take(pool);
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        assertEquals(Reason.QUEUE_FULL, rejection(pool));
        assertEquals(1, pool.stats().rejected());
        waiter.cancel(false);
        assertFalse(LaterLease.of(pool).isDone());
    }

    @Test
    void withoutWaitersAFullPoolRejectsAtOnce() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1).withMaxWaiters(0));
        take(pool);
        assertEquals(
                Reason.QUEUE_FULL,
                assertThrows(PoolRejection.class, () -> pool.acquire(Nanos.NEVER))
                        .reason());
        assertEquals(
                Reason.QUEUE_FULL,
                assertThrows(PoolRejection.class, () -> LaterLease.of(pool)).reason());
    }

    @Test
    void aCancelledWaiterIsPassedOver() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        Lease<FakeConnection> held = connected(pool);
        CompletableFuture<Lease<FakeConnection>> gone = LaterLease.of(pool);
        CompletableFuture<Lease<FakeConnection>> next = LaterLease.of(pool);
        assertTrue(gone.cancel(false));
        assertEquals(1, pool.stats().waiting());
        held.release();
        assertTrue(next.isDone());
        assertEquals(0, pool.stats().rejected());
    }

    @Test
    void aLeaseIsGivenBackOnce() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1).withMaxUses(2));
        Lease<FakeConnection> released = connected(pool);
        FakeConnection connection = released.connection();
        released.release();
        PoolStats before = pool.stats();
        assertThrows(IllegalStateException.class, released::release);
        assertThrows(IllegalStateException.class, () -> released.discard(CloseReason.FAILED));
        assertThrows(IllegalStateException.class, () -> released.drop(CloseReason.FAILED));
        assertEquals(before, pool.stats());
        assertNull(connection.closed());

        Lease<FakeConnection> discarded = take(pool);
        assertSame(connection, discarded.connection());
        discarded.discard(CloseReason.FAILED);
        assertThrows(IllegalStateException.class, discarded::release);
        assertThrows(IllegalStateException.class, () -> discarded.discard(CloseReason.FAILED));
        assertEquals(0, pool.stats().inUse());
    }

    /** The holder before must not be able to take the connection from under the holder now. */
    @Test
    void aLeaseGivenBackStaysSoWhenItsConnectionServesAnother() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        Lease<FakeConnection> before = connected(pool);
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        before.release();
        Lease<FakeConnection> now = waiter.join();
        assertThrows(IllegalStateException.class, before::release);
        assertThrows(IllegalStateException.class, () -> before.discard(CloseReason.FAILED));
        assertNull(now.connection().closed());
        assertEquals(1, pool.stats().inUse());
    }

    @Test
    void droppingKeepsThePermit() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection dead = lease.connection();
        lease.drop(CloseReason.STALE);
        assertEquals(CloseReason.STALE, dead.closed());
        assertNull(lease.connection());
        assertEquals(Reason.TIMED_OUT, rejection(pool));
        lease.drop(CloseReason.STALE);
        lease.opened(new FakeConnection(pool));
        lease.release();
        assertEquals(PoolStats.of(1).withIdle(1).withOpened(2).withClosed(1).withRejected(1), pool.stats());
    }

    @Test
    void aPermitWithoutAConnectionCanBeGivenBack() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        take(pool).release();
        take(pool).discard(CloseReason.FAILED);
        assertEquals(PoolStats.of(1), pool.stats());
    }

    @Test
    void aConnectionServesAsOftenAsItMay() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1).withMaxUses(3));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection connection = lease.connection();
        lease.release();
        take(pool).release();
        assertNull(connection.closed());
        take(pool).release();
        assertEquals(CloseReason.WORN_OUT, connection.closed());
        assertNull(take(pool).connection());
    }

    @Test
    void aWornOutConnectionIsNotHandedToAWaiter() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1).withMaxUses(1));
        Lease<FakeConnection> lease = connected(pool);
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        lease.release();
        assertNull(waiter.join().connection());
        assertEquals(1, pool.stats().closed());
    }

    @Test
    void aConnectionIsReplacedBetweenNineTenthsOfItsAgeAndTheWhole() throws Exception {
        PoolConfig config = PoolConfig.of(50).withMaxAge(Duration.ofSeconds(100));
        ConnectionPool<FakeConnection> pool = pool(config);
        long spread = 0;
        for (int i = 0; i < 50; i++) {
            spread += ageWhenReplaced(pool, i * 7919L) < 95 * SECOND ? 1 : 0;
        }
        assertTrue(spread > 5 && spread < 45, spread + " of 50 in the earlier half");
    }

    private long ageWhenReplaced(ConnectionPool<FakeConnection> pool, long openedAt) throws Exception {
        now.set(openedAt);
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection connection = lease.connection();
        long age = 90 * SECOND - SECOND / 10;
        while (true) {
            now.set(openedAt + age);
            lease.release();
            if (connection.closed() != null) {
                assertEquals(CloseReason.WORN_OUT, connection.closed());
                assertTrue(age >= 90 * SECOND - SECOND / 20 && age <= 100 * SECOND, "closed at " + age);
                return age;
            }
            lease = take(pool);
            age += SECOND / 10;
        }
    }

    @Test
    void aConnectionAgesWhileItIsIdle() throws Exception {
        ConnectionPool<FakeConnection> pool =
                pool(PoolConfig.of(1).withIdleTimeout(Duration.ofHours(1)).withMaxAge(Duration.ofSeconds(10)));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection connection = lease.connection();
        lease.release();
        pool.maintain(now.addAndGet(8 * SECOND));
        assertNull(connection.closed());
        pool.maintain(now.addAndGet(2 * SECOND));
        assertEquals(CloseReason.WORN_OUT, connection.closed());
        assertEquals(0, pool.stats().idle());
    }

    @Test
    void anIdleConnectionIsClosedWhenItsTimeIsOver() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2).withIdleTimeout(Duration.ofSeconds(2)));
        Lease<FakeConnection> a = connected(pool);
        Lease<FakeConnection> b = connected(pool);
        FakeConnection early = a.connection();
        FakeConnection late = b.connection();
        a.release();
        now.addAndGet(SECOND);
        b.release();
        pool.maintain(now.addAndGet(SECOND - 1));
        assertNull(early.closed());
        pool.maintain(now.addAndGet(1));
        assertEquals(CloseReason.IDLE, early.closed());
        assertNull(late.closed());
        assertEquals(PoolStats.of(2).withIdle(1).withOpened(2).withClosed(1), pool.stats());
    }

    /** The look may be in the midst of it on another thread. */
    @Test
    void closingEndsConnectionsThatAreLookedAtToo() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2));
        Lease<FakeConnection> a = connected(pool);
        Lease<FakeConnection> b = connected(pool);
        List<FakeConnection> connections = List.of(a.connection(), b.connection());
        List<PoolStats> afterClose = new ArrayList<>();
        a.connection().onInspection(() -> {
            if (afterClose.isEmpty()) {
                pool.close();
                afterClose.add(pool.stats());
            }
        });
        a.release();
        b.release();
        assertEquals(Nanos.NEVER, pool.maintain(now.get()));
        PoolStats nothingLeft = PoolStats.of(2).withOpened(2).withClosed(2);
        assertEquals(List.of(nothingLeft), afterClose);
        assertEquals(nothingLeft, pool.stats());
        connections.forEach(connection -> assertEquals(CloseReason.GATEWAY_CLOSED, connection.closed()));
    }

    @Test
    void anIdleConnectionThatDiedIsClosed() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection connection = lease.connection();
        lease.release();
        connection.die();
        pool.maintain(now.get());
        assertEquals(CloseReason.STALE, connection.closed());
        assertNull(take(pool).connection());
    }

    @Test
    void aCallerWaitsForAConnectionThatIsBeingInspected() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection connection = lease.connection();
        lease.release();
        List<CompletableFuture<Lease<FakeConnection>>> callers = new ArrayList<>();
        connection.onInspection(() -> {
            assertEquals(PoolStats.of(2).withIdle(1).withOpened(1), pool.stats());
            callers.add(later(pool));
            callers.add(later(pool));
            assertFalse(callers.get(0).isDone());
            assertNull(callers.get(1).join().connection());
        });
        pool.maintain(now.get());
        assertSame(connection, callers.get(0).join().connection());
        assertEquals(PoolStats.of(2).withInUse(2).withOpened(1).withReused(1), pool.stats());
    }

    @Test
    void aCallerThatMayNotWaitOpensAConnectionDuringAnInspection() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2).withMaxWaiters(0));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection connection = lease.connection();
        lease.release();
        connection.onInspection(() -> assertNull(later(pool).join().connection()));
        pool.maintain(now.get());
        assertEquals(PoolStats.of(2).withInUse(1).withIdle(1).withOpened(1), pool.stats());
    }

    /** Some listeners block; what they are told of is over by then. */
    @Test
    void whoIsToldOfClosedConnectionsHoldsNoPermit() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(3).withIdleTimeout(Duration.ofSeconds(1)));
        List<Lease<FakeConnection>> leases = List.of(connected(pool), connected(pool), connected(pool));
        List<FakeConnection> connections =
                leases.stream().map(Lease::connection).toList();
        leases.forEach(Lease::release);
        List<Lease<FakeConnection>> meanwhile = new ArrayList<>();
        connections.forEach(connection -> connection.onTold(() -> {
            while (meanwhile.size() < 3) {
                meanwhile.add(later(pool).join());
            }
        }));
        pool.maintain(now.addAndGet(SECOND));
        assertEquals(3, meanwhile.size());
        assertEquals(3, pool.stats().inUse());
    }

    @Test
    void aWornOutConnectionHoldsNoPermitWhileItIsToldOf() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1).withMaxUses(1));
        Lease<FakeConnection> lease = connected(pool);
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        lease.connection().onTold(() -> assertTrue(waiter.isDone()));
        lease.release();
        assertNull(waiter.join().connection());
    }

    private static CompletableFuture<Lease<FakeConnection>> later(ConnectionPool<FakeConnection> pool) {
        try {
            return LaterLease.of(pool);
        } catch (PoolRejection e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void maintenanceIsWantedWhileThereAreConnections() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        assertEquals(Nanos.NEVER, pool.maintain(now.get()));
        Lease<FakeConnection> lease = connected(pool);
        long next = pool.maintain(now.get());
        assertTrue(next > 0 && next <= SECOND, "again in " + next);
        lease.discard(CloseReason.FAILED);
        assertEquals(Nanos.NEVER, pool.maintain(now.get()));
    }

    @Test
    void ofTooManyIdleConnectionsTheOldestIsClosed() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(3).withMaxIdle(1));
        Lease<FakeConnection> a = connected(pool);
        Lease<FakeConnection> b = connected(pool);
        FakeConnection older = a.connection();
        FakeConnection newer = b.connection();
        a.release();
        b.release();
        assertEquals(CloseReason.IDLE, older.closed());
        assertNull(newer.closed());
        assertEquals(PoolStats.of(3).withIdle(1).withOpened(2).withClosed(1), pool.stats());
    }

    @Test
    void withoutIdleConnectionsEachIsClosedAfterItsUse() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1).withMaxIdle(0));
        Lease<FakeConnection> lease = connected(pool);
        FakeConnection connection = lease.connection();
        lease.release();
        assertEquals(CloseReason.IDLE, connection.closed());
        assertEquals(PoolStats.of(1).withOpened(1).withClosed(1), pool.stats());
    }

    @Test
    void knowsHowLongAConnectionWasUnused() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        connected(pool).release();
        now.addAndGet(20);
        Lease<FakeConnection> lease = take(pool);
        assertEquals(20, lease.idleNanos(now.get()));
    }

    @Test
    void closingClosesWhatIsIdleAndTurnsWaitersAway() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(2));
        Lease<FakeConnection> idle = connected(pool);
        Lease<FakeConnection> held = connected(pool);
        FakeConnection kept = idle.connection();
        FakeConnection used = held.connection();
        idle.release();
        Lease<FakeConnection> permit = take(pool);
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        permit.release();
        waiter.join().release();

        pool.close();
        assertTrue(pool.isClosed());
        assertEquals(CloseReason.GATEWAY_CLOSED, kept.closed());
        assertNull(used.closed());
        held.release();
        assertEquals(CloseReason.GATEWAY_CLOSED, used.closed());
        PoolStats stats = pool.stats();
        assertEquals(PoolStats.of(2).withOpened(2).withClosed(2).withReused(stats.reused()), stats);
    }

    @Test
    void aClosedPoolGivesNothing() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(PoolConfig.of(1));
        take(pool);
        CompletableFuture<Lease<FakeConnection>> waiter = LaterLease.of(pool);
        pool.close();
        CompletionException e = assertThrows(CompletionException.class, waiter::join);
        assertEquals(Reason.CLOSED, ((PoolRejection) e.getCause()).reason());
        assertEquals(Reason.CLOSED, rejection(pool));
        pool.close();
        assertEquals(0, pool.stats().waiting());
    }
}
