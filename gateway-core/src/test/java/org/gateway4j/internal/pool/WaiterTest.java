package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.pool.PoolRejection.Reason;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Watchdog;
import org.gateway4j.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(60)
class WaiterTest {

    private static final int MANY = 10_000;

    private final ConnectionPool<FakeConnection> pool =
            new ConnectionPool<>(PoolConfig.of(1).withMaxWaiters(MANY), System::nanoTime);
    private final List<Told> told = new ArrayList<>();

    /** Remembers what it was told, and does what it was made for. */
    private class Told extends Waiter<FakeConnection> {

        private int served;
        private volatile Reason rejected;

        Told(long deadline) {
            super(pool, deadline);
            told.add(this);
        }

        @Override
        protected void served(Lease<FakeConnection> lease) {
            served++;
            lease.discard(CloseReason.FAILED);
        }

        @Override
        protected void rejected(PoolRejection rejection) {
            rejected = rejection.reason();
        }
    }

    /** As where nobody listens: the stack must not grow with the queue. */
    @Test
    void allOfManyAreServedThatFailAtOnce() throws Exception {
        Lease<FakeConnection> held = pool.acquire(0);
        for (int i = 0; i < MANY; i++) {
            assertNull(pool.acquire(new Told(Nanos.NEVER)));
        }
        held.discard(CloseReason.FAILED);
        told.forEach(waiter -> assertEquals(1, waiter.served));
        assertEquals(PoolStats.of(1), pool.stats());
    }

    /** Gives back at once what it gets. */
    private static final class Brief extends Waiter<FakeConnection> {

        private int served;

        Brief(ConnectionPool<FakeConnection> pool) {
            super(pool, Nanos.NEVER);
        }

        @Override
        protected void served(Lease<FakeConnection> lease) {
            served++;
            lease.release();
        }

        @Override
        protected void rejected(PoolRejection rejection) {
            throw new AssertionError(rejection);
        }
    }

    /** It would take minutes if each had to be looked at for another to come, leave or be served. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aLongQueueCostsEachNoMoreThanAShortOne() throws Exception {
        int crowd = 20 * MANY;
        ConnectionPool<FakeConnection> crowded =
                new ConnectionPool<>(PoolConfig.of(1).withMaxWaiters(crowd), System::nanoTime);
        Lease<FakeConnection> held = crowded.acquire(0);
        List<Brief> queue = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            Brief waiter = new Brief(crowded);
            queue.add(waiter);
            assertNull(crowded.acquire(waiter));
        }
        for (int i = 0; i < crowd; i += 2) {
            assertTrue(crowded.withdraw(queue.get(i)));
        }
        held.release();
        for (int i = 0; i < crowd; i++) {
            assertEquals(i % 2, queue.get(i).served);
        }
    }

    @Test
    void oneThatFailsWithAnErrorKeepsNobodyFromBeingServed() throws Exception {
        Lease<FakeConnection> held = pool.acquire(0);
        pool.acquire(new Told(Nanos.NEVER) {
            @Override
            protected void served(Lease<FakeConnection> lease) {
                lease.release();
                throw new AssertionError("on purpose");
            }
        });
        pool.acquire(new Told(Nanos.NEVER));
        assertEquals(
                "on purpose", assertThrows(AssertionError.class, held::release).getMessage());
        assertEquals(1, told.get(1).served);
    }

    @Test
    void oneThatThrowsKeepsNobodyFromBeingServed() throws Exception {
        Lease<FakeConnection> held = pool.acquire(0);
        pool.acquire(new Told(Nanos.NEVER) {
            @Override
            protected void served(Lease<FakeConnection> lease) {
                lease.release();
                throw new IllegalStateException("on purpose");
            }
        });
        pool.acquire(new Told(Nanos.NEVER));
        assertEquals(
                "on purpose",
                assertThrows(IllegalStateException.class, held::release).getMessage());
        assertEquals(1, told.get(1).served);
    }

    @Test
    void isToldWhenItsTimeIsOver() throws Exception {
        pool.acquire(0);
        Told late = new Told(System.nanoTime() + 20_000_000);
        try (Watchdog watchdog = new Watchdog("waiter test")) {
            pool.acquire(late);
            watchdog.watch(late);
            Await.until("the end of the wait", () -> late.rejected != null);
            watchdog.forget(late);
        }
        assertEquals(Reason.TIMED_OUT, late.rejected);
        assertEquals(PoolStats.of(1).withInUse(1).withRejected(1), pool.stats());
    }

    @Test
    void isToldOnce() throws Exception {
        Lease<FakeConnection> held = pool.acquire(0);
        Told waiter = new Told(0);
        pool.acquire(waiter);
        held.release();
        waiter.expire(0);
        waiter.abort();
        assertEquals(1, waiter.served);
        assertNull(waiter.rejected);
        assertEquals(0, pool.stats().rejected());
    }

    @Test
    void isTurnedAwayWithTheGateway() throws Exception {
        pool.acquire(0);
        Told aborted = new Told(Nanos.NEVER);
        Told waiting = new Told(Nanos.NEVER);
        pool.acquire(aborted);
        pool.acquire(waiting);
        aborted.abort();
        assertEquals(Reason.CLOSED, aborted.rejected);
        assertNull(waiting.rejected);
        pool.close();
        assertEquals(Reason.CLOSED, waiting.rejected);
    }

    @Test
    void isNotToldAfterItHasLeft() throws Exception {
        Lease<FakeConnection> held = pool.acquire(0);
        Told waiter = new Told(Nanos.NEVER);
        pool.acquire(waiter);
        assertTrue(pool.withdraw(waiter));
        assertFalse(pool.withdraw(waiter));
        held.release();
        assertEquals(0, waiter.served);
        assertEquals(PoolStats.of(1), pool.stats());
    }
}
