package org.gateway4j.internal.pool;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.PoolConfig;
import org.gateway4j.internal.pool.PoolRejection.Reason;

/** A pool of connections to nothing, the clock that it reads, and what its callers do. */
abstract class PoolFixture {

    static final long SECOND = 1_000_000_000;

    /** A clock of the system may be negative, too. */
    final AtomicLong now = new AtomicLong(-5 * SECOND);

    ConnectionPool<FakeConnection> pool;

    /** Makes the pool of the test. */
    final void open(PoolConfig config) {
        pool = new ConnectionPool<>(config, now::get);
    }

    /** A permit at once, with a connection if one is idle. */
    final Lease<FakeConnection> take() throws Exception {
        return pool.acquire(0);
    }

    /** A lease with a connection, opened if it has none. */
    final Lease<FakeConnection> connected() throws Exception {
        Lease<FakeConnection> lease = take();
        if (lease.connection() == null) {
            lease.opened(new FakeConnection(pool));
        }
        return lease;
    }

    /** Serves one request, and gives back its connection. */
    final FakeConnection serve() throws Exception {
        Lease<FakeConnection> lease = connected();
        FakeConnection connection = lease.connection();
        lease.release();
        return connection;
    }

    /** A caller that waits if it must. */
    final CompletableFuture<Lease<FakeConnection>> later() {
        try {
            return LaterLease.of(pool);
        } catch (PoolRejection e) {
            throw new AssertionError(e);
        }
    }

    /** Why a caller gets nothing now. */
    final Reason rejection() {
        return assertThrows(PoolRejection.class, this::take).reason();
    }
}
