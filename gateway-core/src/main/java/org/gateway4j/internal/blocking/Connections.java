package org.gateway4j.internal.blocking;

import java.util.concurrent.atomic.AtomicLong;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.exchange.Medium;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.exchange.ReuseRule;
import org.gateway4j.internal.pool.ConnectionPool;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.pool.PoolRejection;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Upkeep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connections of a gateway: takes them out of the pool if they are fit to serve, and opens those that are missing. */
final class Connections<Q> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");

    private final Backend backend;
    private final Failures failures;
    private final ReuseRule rule;
    private final Opener<Q> opener;
    private final ConnectionPool<Connection<Q>> pool;
    private final Upkeep upkeep;
    private final AtomicLong ids = new AtomicLong();

    Connections(Backend backend, PingPolicy pings, Opener<Q> opener) {
        this.backend = backend;
        this.failures = new Failures(backend);
        this.rule = new ReuseRule(pings);
        this.opener = opener;
        this.pool = new ConnectionPool<>(backend.pool(), System::nanoTime);
        this.upkeep = new Upkeep("gateway4j upkeep of " + backend.name(), pool::maintain);
    }

    /** Whether the gateway was closed. */
    boolean isClosed() {
        return pool.isClosed();
    }

    ConnectionPool<Connection<Q>> pool() {
        return pool;
    }

    /** A permit, with a connection that can serve if there is an idle one. */
    Lease<Connection<Q>> lease(PreparedRequest<Q> prepared) throws GatewayException {
        Lease<Connection<Q>> lease = acquire(prepared);
        boolean checked = false;
        try {
            dropIfUnfit(lease, prepared);
            checked = true;
            return lease;
        } finally {
            if (!checked) {
                lease.discard(CloseReason.FAILED);
            }
        }
    }

    private Lease<Connection<Q>> acquire(PreparedRequest<Q> prepared) throws GatewayException {
        if (Thread.currentThread().isInterrupted()) {
            throw failures.interrupted(Phase.ACQUIRE, false);
        }
        try {
            // The request is sent as soon as it is ready, so this time is close to now.
            long left = Nanos.left(prepared.deadline(), prepared.ready());
            return pool.acquire(Math.min(prepared.backend().timeoutNanos().acquire(), left));
        } catch (PoolRejection e) {
            Failures ofRequest = new Failures(prepared.backend());
            throw Nanos.passed(prepared.deadline(), System.nanoTime())
                    ? ofRequest.exchangeLate(Phase.ACQUIRE)
                    : ofRequest.rejected(e);
        } catch (InterruptedException e) {
            throw failures.interrupted(Phase.ACQUIRE, false);
        }
    }

    /** Trusts the inspection by the pool: it may have read the unexpected bytes, so they cannot be seen again. */
    private void dropIfUnfit(Lease<Connection<Q>> lease, PreparedRequest<Q> prepared) {
        CloseReason fault = lease.fault();
        if (fault != null) {
            lease.drop(fault);
        } else {
            dropIfDead(lease, prepared);
        }
    }

    private void dropIfDead(Lease<Connection<Q>> lease, PreparedRequest<Q> prepared) {
        Connection<Q> connection = lease.connection();
        if (connection == null) {
            return;
        }
        long idle = lease.idleNanos(prepared.ready());
        boolean fit =
                rule.mustLive(ReuseRule.isRepeatable(prepared), idle) ? connection.isAlive() : connection.isClean();
        if (!fit || !answersIfAsked(connection, prepared, idle)) {
            lease.drop(CloseReason.STALE);
        }
    }

    private boolean answersIfAsked(Connection<Q> connection, PreparedRequest<Q> prepared, long idle) {
        return !rule.mustAnswer(idle) || connection.pingFault(prepared.backend(), prepared.deadline()) == null;
    }

    /** The connection of a lease, opened if there is none. */
    Connection<Q> openIfNeeded(Lease<Connection<Q>> lease, PreparedRequest<Q> prepared) throws GatewayException {
        Connection<Q> present = lease.connection();
        return present != null ? present : open(lease, prepared);
    }

    private Connection<Q> open(Lease<Connection<Q>> lease, PreparedRequest<Q> prepared) throws GatewayException {
        long begun = System.nanoTime();
        Connection<Q> connection = connection(opened(prepared));
        lease.opened(connection);
        if (backend.pool().maxIdle() > 0) {
            upkeep.need();
        }
        LOG.debug("{}: connection {} opened", backend.name(), connection.id());
        backend.listener().connectionOpened(connection.id(), System.nanoTime() - begun);
        String fault = rule.pings().onConnect() ? connection.pingFault(prepared.backend(), prepared.deadline()) : null;
        if (pool.isClosed()) {
            // A process begins with the request as soon as it is there.
            throw failures.closed(backend.medium() == Medium.PROCESS, null);
        }
        if (fault != null) {
            throw failures.unanswered(fault);
        }
        return connection;
    }

    private Opener.Opened<Q> opened(PreparedRequest<Q> prepared) throws GatewayException {
        try {
            return opener.open(
                    prepared.call(),
                    prepared.body(),
                    prepared.backend().timeoutNanos().connect());
        } catch (ConnectException e) {
            throw pool.isClosed()
                    ? failures.closed(e.mayHaveRun(), e)
                    : new Failures(prepared.backend()).notConnected(e);
        }
    }

    /** There may be no memory for its buffers. */
    private Connection<Q> connection(Opener.Opened<Q> opened) throws GatewayException {
        try {
            return new Connection<>(ids.incrementAndGet(), opened.wire(), opened.protocol(), backend);
        } catch (ExhaustedException e) {
            opened.wire().close();
            throw failures.exhausted(e, Phase.CONNECT, backend.medium() == Medium.PROCESS);
        } catch (OutOfMemoryError e) {
            opened.wire().close();
            throw e;
        }
    }

    PoolStats stats() {
        return pool.stats();
    }

    boolean drain(long longestNanos) throws InterruptedException {
        return pool.drain(longestNanos);
    }

    /** Rejects waiting callers and new ones. */
    void refuse() {
        pool.refuse();
    }

    /** Closes idle connections, and waits for what the opener has started. Connections in use are closed when they are returned. */
    @Override
    public void close() {
        pool.close();
        opener.close();
        upkeep.close();
    }
}
