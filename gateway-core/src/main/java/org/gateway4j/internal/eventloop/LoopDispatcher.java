package org.gateway4j.internal.eventloop;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.body.SourceThreads;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.exchange.ExchangeEvents;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.exchange.PingPolicy;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.exchange.Preparer;
import org.gateway4j.internal.exchange.ReuseRule;
import org.gateway4j.internal.pool.ConnectionPool;
import org.gateway4j.internal.protocol.Protocol;
import org.gateway4j.internal.wire.ExhaustedException;
import org.gateway4j.internal.wire.Nanos;
import org.gateway4j.internal.wire.Route;
import org.gateway4j.internal.wire.Target;
import org.gateway4j.internal.wire.Upkeep;
import org.gateway4j.internal.wire.Watchdog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway for event loops, for any protocol: the parts that its dispatches share.
 *
 * @param <Q> a request, as the protocol has prepared it
 */
public final class LoopDispatcher<Q> implements AsyncGateway {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");

    private final Backend backend;
    private final Failures failures;
    private final ReuseRule rule;
    private final Preparation<Q> preparation;
    private final Supplier<Protocol<Q>> protocols;
    private final ConnectionPool<LoopConnection<Q>> pool;
    private final Preparer preparer;
    private final Watchdog watchdog;
    private final Route route;
    private final Upkeep upkeep;
    private final SourceThreads threads;
    private final Executor executor;
    private final AtomicLong ids = new AtomicLong();

    /**
     * A gateway that has opened nothing yet.
     *
     * @param protocols make a protocol for each connection
     * @param executor runs work that may block; null for daemon threads of the gateway itself
     */
    public LoopDispatcher(
            Backend backend,
            Target target,
            PingPolicy pings,
            Preparation<Q> preparation,
            Supplier<Protocol<Q>> protocols,
            @Nullable Executor executor) {
        this.backend = backend;
        this.failures = new Failures(backend);
        this.rule = new ReuseRule(pings);
        this.preparation = preparation;
        this.protocols = protocols;
        this.pool = new ConnectionPool<>(backend.pool(), System::nanoTime);
        this.preparer = new Preparer(backend, pool);
        this.watchdog = new Watchdog("gateway4j " + backend.name());
        this.route = new Route(target, watchdog);
        this.upkeep = new Upkeep("gateway4j upkeep of " + backend.name(), pool::maintain);
        this.threads = new SourceThreads(backend.name(), false);
        this.executor = executor == null ? threads.executor() : executor;
    }

    @Override
    public AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler handler) {
        OutgoingBody body = new OutgoingBody(request.body(), backend.name(), threads);
        if (isClosed()) {
            body.close();
            throw new IllegalStateException(backend.name() + ": gateway is closed");
        }
        LoopDispatch<Q> dispatch = new LoopDispatch<>(this, request, body, loop, handler);
        // After the answers that the loop reads now, so that their next requests go out together. Sent one by one,
        // each would wake its application, which takes the processor from a loop that shares it.
        LoopWire.later(loop, () -> dispatch.start(preparation));
        return dispatch;
    }

    boolean isClosed() {
        return pool.isClosed();
    }

    ExchangeEvents events(GatewayRequest request) {
        return new ExchangeEvents(backend, request);
    }

    Failures failures() {
        return failures;
    }

    Preparer preparer() {
        return preparer;
    }

    Executor executor() {
        return executor;
    }

    ConnectionPool<LoopConnection<Q>> pool() {
        return pool;
    }

    ReuseRule rule() {
        return rule;
    }

    /** The watchdog keeps the deadline of a wait that is not over. */
    void watch(LoopWaiter<Q> waiter) {
        watchdog.watch(waiter);
        if (waiter.isOver()) {
            watchdog.forget(waiter);
        }
    }

    /** Nobody watches a wait that is over. */
    void forget(LoopWaiter<Q> waiter) {
        watchdog.forget(waiter);
    }

    /** Gives up a place in the queue. Returns false if a permit is on its way. */
    boolean withdraw(LoopWaiter<Q> waiter) {
        return pool.withdraw(waiter);
    }

    /** Preparation that waits for a thread of the executor. */
    PreparationElsewhere prepareElsewhere(EventLoop loop, long deadline, Runnable tooLate) {
        return new PreparationElsewhere(loop, watchdog, deadline, tooLate);
    }

    DialAttempt dial(EventLoop loop, PreparedRequest<Q> prepared, DialAttempt.Outcome outcome) {
        long deadline =
                Nanos.after(System.nanoTime(), prepared.backend().timeoutNanos().connect());
        return new DialAttempt(route, watchdog, loop, deadline, outcome);
    }

    /** Makes a connection over a wire. There may be no memory for its buffers. */
    LoopConnection<Q> connection(LoopWire wire) throws GatewayException {
        try {
            return new LoopConnection<>(ids.incrementAndGet(), wire, protocols.get(), backend);
        } catch (ExhaustedException e) {
            throw failures.exhausted(e, Phase.CONNECT, false);
        } catch (OutOfMemoryError e) {
            throw failures.exhausted(
                    new ExhaustedException("no memory for a connection: " + e.getMessage(), e), Phase.CONNECT, false);
        }
    }

    /** A connection was opened. */
    void opened(LoopConnection<Q> connection, long nanos) {
        if (backend.pool().maxIdle() > 0) {
            upkeep.need();
        }
        LOG.debug("{}: connection {} opened", backend.name(), connection.id());
        backend.listener().connectionOpened(connection.id(), nanos);
    }

    @Override
    public String name() {
        return backend.label();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return pool.drain(Nanos.of(longest));
    }

    @Override
    public PoolStats stats() {
        return pool.stats();
    }

    @Override
    public void close() {
        pool.refuse();
        threads.close();
        watchdog.abortAll();
        pool.close();
        upkeep.close();
        watchdog.close();
    }
}
