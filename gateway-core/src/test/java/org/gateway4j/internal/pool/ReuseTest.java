package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.PoolConfig;
import org.gateway4j.PoolConfig.Reuse;
import org.gateway4j.PoolStats;
import org.junit.jupiter.api.Test;

/** Which connection serves the next request, in front of workers that go on after their answers. */
class ReuseTest {

    private static ConnectionPool<FakeConnection> pool(int connections, int idle) {
        PoolConfig config = PoolConfig.of(connections).withMaxIdle(idle).withReuse(Reuse.FRESH_FIRST);
        return new ConnectionPool<>(config, () -> 0);
    }

    /** Serves one request; returns its connection. */
    private static FakeConnection serve(ConnectionPool<FakeConnection> pool) throws Exception {
        Lease<FakeConnection> lease = pool.acquire(0);
        if (lease.connection() == null) {
            lease.opened(new FakeConnection(pool));
        }
        FakeConnection connection = lease.connection();
        lease.release();
        return connection;
    }

    @Test
    void opensConnectionsWhileItMayAndThenTakesTheOneIdleForLongest() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(3, 3);
        List<FakeConnection> opened = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            opened.add(serve(pool));
        }
        assertEquals(PoolStats.of(3).withIdle(3).withOpened(3), pool.stats());
        for (int i = 0; i < 6; i++) {
            assertSame(opened.get(i % 3), serve(pool));
        }
        assertEquals(PoolStats.of(3).withIdle(3).withOpened(3).withReused(6), pool.stats());
    }

    @Test
    void theOrderOutlivesAnInspection() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(2, 2);
        FakeConnection first = serve(pool);
        FakeConnection second = serve(pool);
        pool.maintain(0);
        assertSame(first, serve(pool));
        assertSame(second, serve(pool));
    }

    @Test
    void keepsNoMoreIdleOnesThanItMay() throws Exception {
        ConnectionPool<FakeConnection> pool = pool(3, 1);
        FakeConnection first = serve(pool);
        FakeConnection second = serve(pool);
        assertNotNull(first.closed());
        assertNull(second.closed());
        assertEquals(PoolStats.of(3).withIdle(1).withOpened(2).withClosed(1), pool.stats());
    }
}
