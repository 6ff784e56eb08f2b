package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.wire.Nanos;
import org.junit.jupiter.api.Test;

/** How long a pool keeps a connection, and what a look at idle ones does. */
class PoolUpkeepTest extends PoolFixture {

    @Test
    void aConnectionServesAsOftenAsItMay() throws Exception {
        open(PoolConfig.of(1).withMaxUses(3));
        FakeConnection connection = serve();
        take().release();
        assertNull(connection.closed());
        take().release();
        assertEquals(CloseReason.WORN_OUT, connection.closed());
        assertNull(take().connection());
    }

    @Test
    void aWornOutConnectionIsNotHandedToAWaiter() throws Exception {
        open(PoolConfig.of(1).withMaxUses(1));
        Lease<FakeConnection> lease = connected();
        CompletableFuture<Lease<FakeConnection>> waiter = later();
        lease.release();
        assertNull(waiter.join().connection());
        assertEquals(1, pool.stats().closed());
    }

    @Test
    void aConnectionIsReplacedBetweenNineTenthsOfItsAgeAndTheWhole() throws Exception {
        PoolConfig config = PoolConfig.of(50).withMaxAge(Duration.ofSeconds(100));
        open(config);
        long spread = 0;
        for (int i = 0; i < 50; i++) {
            spread += ageWhenReplaced(i * 7919L) < 95 * SECOND ? 1 : 0;
        }
        assertTrue(spread > 5 && spread < 45, spread + " of 50 in the earlier half");
    }

    private long ageWhenReplaced(long openedAt) throws Exception {
        now.set(openedAt);
        Lease<FakeConnection> lease = connected();
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
            lease = take();
            age += SECOND / 10;
        }
    }

    @Test
    void aConnectionAgesWhileItIsIdle() throws Exception {
        open(PoolConfig.of(1).withIdleTimeout(Duration.ofHours(1)).withMaxAge(Duration.ofSeconds(10)));
        FakeConnection connection = serve();
        pool.maintain(now.addAndGet(8 * SECOND));
        assertNull(connection.closed());
        pool.maintain(now.addAndGet(2 * SECOND));
        assertEquals(CloseReason.WORN_OUT, connection.closed());
        assertEquals(0, pool.stats().idle());
    }

    @Test
    void anIdleConnectionIsClosedWhenItsTimeIsOver() throws Exception {
        open(PoolConfig.of(2).withIdleTimeout(Duration.ofSeconds(2)));
        Lease<FakeConnection> a = connected();
        Lease<FakeConnection> b = connected();
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
        open(PoolConfig.of(2));
        Lease<FakeConnection> a = connected();
        Lease<FakeConnection> b = connected();
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
        open(PoolConfig.of(1));
        FakeConnection connection = serve();
        connection.die();
        pool.maintain(now.get());
        assertEquals(CloseReason.STALE, connection.closed());
        assertNull(take().connection());
    }

    @Test
    void aCallerWaitsForAConnectionThatIsBeingInspected() throws Exception {
        open(PoolConfig.of(2));
        FakeConnection connection = serve();
        List<CompletableFuture<Lease<FakeConnection>>> callers = new ArrayList<>();
        connection.onInspection(() -> {
            assertEquals(PoolStats.of(2).withIdle(1).withOpened(1), pool.stats());
            callers.add(later());
            callers.add(later());
            assertFalse(callers.get(0).isDone());
            assertNull(callers.get(1).join().connection());
        });
        pool.maintain(now.get());
        assertSame(connection, callers.get(0).join().connection());
        assertEquals(PoolStats.of(2).withInUse(2).withOpened(1).withReused(1), pool.stats());
    }

    @Test
    void aCallerThatMayNotWaitOpensAConnectionDuringAnInspection() throws Exception {
        open(PoolConfig.of(2).withMaxWaiters(0));
        FakeConnection connection = serve();
        connection.onInspection(() -> assertNull(later().join().connection()));
        pool.maintain(now.get());
        assertEquals(PoolStats.of(2).withInUse(1).withIdle(1).withOpened(1), pool.stats());
    }

    /** Some listeners block; what they are told of is over by then. */
    @Test
    void whoIsToldOfClosedConnectionsHoldsNoPermit() throws Exception {
        open(PoolConfig.of(3).withIdleTimeout(Duration.ofSeconds(1)));
        List<Lease<FakeConnection>> leases = List.of(connected(), connected(), connected());
        List<FakeConnection> connections =
                leases.stream().map(Lease::connection).toList();
        leases.forEach(Lease::release);
        List<Lease<FakeConnection>> meanwhile = new ArrayList<>();
        connections.forEach(connection -> connection.onTold(() -> {
            while (meanwhile.size() < 3) {
                meanwhile.add(later().join());
            }
        }));
        pool.maintain(now.addAndGet(SECOND));
        assertEquals(3, meanwhile.size());
        assertEquals(3, pool.stats().inUse());
    }

    @Test
    void aWornOutConnectionHoldsNoPermitWhileItIsToldOf() throws Exception {
        open(PoolConfig.of(1).withMaxUses(1));
        Lease<FakeConnection> lease = connected();
        CompletableFuture<Lease<FakeConnection>> waiter = later();
        lease.connection().onTold(() -> assertTrue(waiter.isDone()));
        lease.release();
        assertNull(waiter.join().connection());
    }

    @Test
    void maintenanceIsWantedWhileThereAreConnections() throws Exception {
        open(PoolConfig.of(1));
        assertEquals(Nanos.NEVER, pool.maintain(now.get()));
        Lease<FakeConnection> lease = connected();
        long next = pool.maintain(now.get());
        assertTrue(next > 0 && next <= SECOND, "again in " + next);
        lease.discard(CloseReason.FAILED);
        assertEquals(Nanos.NEVER, pool.maintain(now.get()));
    }

    @Test
    void ofTooManyIdleConnectionsTheOldestIsClosed() throws Exception {
        open(PoolConfig.of(3).withMaxIdle(1));
        Lease<FakeConnection> a = connected();
        Lease<FakeConnection> b = connected();
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
        open(PoolConfig.of(1).withMaxIdle(0));
        FakeConnection connection = serve();
        assertEquals(CloseReason.IDLE, connection.closed());
        assertEquals(PoolStats.of(1).withOpened(1).withClosed(1), pool.stats());
    }

    @Test
    void knowsHowLongAConnectionWasUnused() throws Exception {
        open(PoolConfig.of(1));
        connected().release();
        now.addAndGet(20);
        Lease<FakeConnection> lease = take();
        assertEquals(20, lease.idleNanos(now.get()));
    }
}
