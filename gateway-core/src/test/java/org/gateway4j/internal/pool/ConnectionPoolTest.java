package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.pool.PoolRejection.Reason;
import org.gateway4j.internal.wire.Nanos;
import org.junit.jupiter.api.Test;

/** Who gets a permit and a connection, in which order, and what becomes of a lease. */
class ConnectionPoolTest extends PoolFixture {

    @Test
    void theFirstCallerOpensItsConnectionItself() throws Exception {
        open(PoolConfig.of(2));
        Lease<FakeConnection> lease = take();
        assertNull(lease.connection());
        assertEquals(PoolStats.of(2).withInUse(1), pool.stats());
        lease.opened(new FakeConnection(pool));
        assertFalse(lease.isReused());
        assertEquals(PoolStats.of(2).withInUse(1).withOpened(1), pool.stats());
    }

    @Test
    void aReleasedConnectionIsReused() throws Exception {
        open(PoolConfig.of(2));
        FakeConnection connection = serve();
        assertEquals(PoolStats.of(2).withIdle(1).withOpened(1), pool.stats());

        Lease<FakeConnection> second = take();
        assertSame(connection, second.connection());
        assertTrue(second.isReused());
        assertEquals(PoolStats.of(2).withInUse(1).withOpened(1).withReused(1), pool.stats());
    }

    @Test
    void theConnectionUsedLastIsReusedFirst() throws Exception {
        open(PoolConfig.of(3));
        Lease<FakeConnection> a = connected();
        Lease<FakeConnection> b = connected();
        FakeConnection older = a.connection();
        FakeConnection newer = b.connection();
        a.release();
        b.release();
        pool.maintain(now.get());
        assertSame(newer, take().connection());
        assertSame(older, take().connection());
    }

    @Test
    void noMoreConnectionsThanTheCap() throws Exception {
        open(PoolConfig.of(2));
        take();
        take();
        assertEquals(Reason.TIMED_OUT, rejection());
        assertEquals(PoolStats.of(2).withInUse(2).withRejected(1), pool.stats());
    }

    @Test
    void aPermitIsFreeOnlyOnceNothingIsLeftOfItsConnection() throws Exception {
        open(PoolConfig.of(1));
        Lease<FakeConnection> lease = connected();
        FakeConnection process = lease.connection();
        process.linger();
        lease.discard(CloseReason.FAILED);
        assertEquals(CloseReason.FAILED, process.closed());
        CompletableFuture<Lease<FakeConnection>> waiter = later();
        assertFalse(waiter.isDone());
        assertEquals(1, pool.stats().inUse());

        process.leave();
        assertNull(waiter.join().connection());
        waiter.join().release();
        assertEquals(PoolStats.of(1).withOpened(1).withClosed(1), pool.stats());
    }

    @Test
    void waitersAreServedInTheOrderInWhichTheyCame() throws Exception {
        open(PoolConfig.of(1));
        Lease<FakeConnection> held = connected();
        FakeConnection connection = held.connection();
        CompletableFuture<Lease<FakeConnection>> first = later();
        CompletableFuture<Lease<FakeConnection>> second = later();
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
        open(PoolConfig.of(1));
        Lease<FakeConnection> held = connected();
        CompletableFuture<Lease<FakeConnection>> waiter = later();
        held.release();
        assertEquals(Reason.TIMED_OUT, rejection());
        assertTrue(waiter.isDone());
    }

    @Test
    void noMoreWaitersThanMayBe() throws Exception {
        open(PoolConfig.of(1).withMaxWaiters(1));
        take();
        CompletableFuture<Lease<FakeConnection>> waiter = later();
        assertEquals(Reason.QUEUE_FULL, rejection());
        assertEquals(1, pool.stats().rejected());
        waiter.cancel(false);
        assertFalse(later().isDone());
    }

    @Test
    void withoutWaitersAFullPoolRejectsAtOnce() throws Exception {
        open(PoolConfig.of(1).withMaxWaiters(0));
        take();
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
        open(PoolConfig.of(1));
        Lease<FakeConnection> held = connected();
        CompletableFuture<Lease<FakeConnection>> gone = later();
        CompletableFuture<Lease<FakeConnection>> next = later();
        assertTrue(gone.cancel(false));
        assertEquals(1, pool.stats().waiting());
        held.release();
        assertTrue(next.isDone());
        assertEquals(0, pool.stats().rejected());
    }

    @Test
    void aLeaseIsGivenBackOnce() throws Exception {
        open(PoolConfig.of(1).withMaxUses(2));
        Lease<FakeConnection> released = connected();
        FakeConnection connection = released.connection();
        released.release();
        PoolStats before = pool.stats();
        assertThrows(IllegalStateException.class, released::release);
        assertThrows(IllegalStateException.class, () -> released.discard(CloseReason.FAILED));
        assertThrows(IllegalStateException.class, () -> released.drop(CloseReason.FAILED));
        assertEquals(before, pool.stats());
        assertNull(connection.closed());

        Lease<FakeConnection> discarded = take();
        assertSame(connection, discarded.connection());
        discarded.discard(CloseReason.FAILED);
        assertThrows(IllegalStateException.class, discarded::release);
        assertThrows(IllegalStateException.class, () -> discarded.discard(CloseReason.FAILED));
        assertEquals(0, pool.stats().inUse());
    }

    /** The holder before must not be able to take the connection from under the holder now. */
    @Test
    void aLeaseGivenBackStaysSoWhenItsConnectionServesAnother() throws Exception {
        open(PoolConfig.of(1));
        Lease<FakeConnection> before = connected();
        CompletableFuture<Lease<FakeConnection>> waiter = later();
        before.release();
        Lease<FakeConnection> after = waiter.join();
        assertThrows(IllegalStateException.class, before::release);
        assertThrows(IllegalStateException.class, () -> before.discard(CloseReason.FAILED));
        assertNull(after.connection().closed());
        assertEquals(1, pool.stats().inUse());
    }

    @Test
    void droppingKeepsThePermit() throws Exception {
        open(PoolConfig.of(1));
        Lease<FakeConnection> lease = connected();
        FakeConnection dead = lease.connection();
        lease.drop(CloseReason.STALE);
        assertEquals(CloseReason.STALE, dead.closed());
        assertNull(lease.connection());
        assertEquals(Reason.TIMED_OUT, rejection());
        lease.drop(CloseReason.STALE);
        lease.opened(new FakeConnection(pool));
        lease.release();
        assertEquals(PoolStats.of(1).withIdle(1).withOpened(2).withClosed(1).withRejected(1), pool.stats());
    }

    @Test
    void aPermitWithoutAConnectionCanBeGivenBack() throws Exception {
        open(PoolConfig.of(1));
        take().release();
        take().discard(CloseReason.FAILED);
        assertEquals(PoolStats.of(1), pool.stats());
    }

    @Test
    void closingClosesWhatIsIdleAndTurnsWaitersAway() throws Exception {
        open(PoolConfig.of(2));
        Lease<FakeConnection> idle = connected();
        Lease<FakeConnection> held = connected();
        FakeConnection kept = idle.connection();
        FakeConnection used = held.connection();
        idle.release();
        Lease<FakeConnection> permit = take();
        CompletableFuture<Lease<FakeConnection>> waiter = later();
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
        open(PoolConfig.of(1));
        take();
        CompletableFuture<Lease<FakeConnection>> waiter = later();
        pool.close();
        CompletionException e = assertThrows(CompletionException.class, waiter::join);
        assertEquals(Reason.CLOSED, ((PoolRejection) e.getCause()).reason());
        assertEquals(Reason.CLOSED, rejection());
        pool.close();
        assertEquals(0, pool.stats().waiting());
    }
}
