package org.gateway4j.internal.eventloop;

import java.util.Objects;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.Phase;
import org.gateway4j.async.EventLoop;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.exchange.ReuseRule;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.pool.PoolRejection;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a connection for a request: waits for a permit of the pool if necessary, and takes an idle connection of the
 * loop or opens a new one. All of it happens on the loop.
 */
final class Checkout<Q> implements DialAttempt.Outcome {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");

    /** The event that the checkout waits for. */
    private enum State {
        NOTHING,
        PERMIT,
        CONNECTION,
        /** The connection was asked whether it is alive. */
        PONG
    }

    /** Hears of the outcome, unless the checkout is aborted before. */
    interface Outcome<Q> {

        /**
         * There is a connection. The receiver owns the lease.
         *
         * @param reused whether it has served before
         */
        void ready(Lease<LoopConnection<Q>> lease, LoopConnection<Q> connection, boolean reused);

        /** There is no connection, and no permit is held. */
        void notReady(GatewayException failure);
    }

    private final LoopDispatcher<Q> gateway;
    private final PreparedRequest<Q> prepared;
    private final EventLoop loop;
    private final Failures failures;
    private final Outcome<Q> outcome;
    private State state = State.NOTHING;
    private boolean aborted;
    private @Nullable LoopWaiter<Q> waiter;
    private @Nullable Lease<LoopConnection<Q>> lease;
    private @Nullable DialAttempt dial;
    private long dialBegun;

    Checkout(LoopDispatcher<Q> gateway, PreparedRequest<Q> prepared, EventLoop loop, Outcome<Q> outcome) {
        this.gateway = gateway;
        this.prepared = prepared;
        this.loop = loop;
        this.failures = new Failures(prepared.backend());
        this.outcome = outcome;
    }

    /** Begins with the permit. */
    void start() {
        LoopWaiter<Q> place = new LoopWaiter<>(gateway.pool(), deadlineForPermit(), loop, this);
        try {
            Lease<LoopConnection<Q>> free = gateway.pool().acquire(place);
            if (free != null) {
                leased(free);
                return;
            }
        } catch (PoolRejection e) {
            rejected(e);
            return;
        }
        state = State.PERMIT;
        waiter = place;
        gateway.watch(place);
    }

    private long deadlineForPermit() {
        long wait =
                Nanos.after(prepared.ready(), prepared.backend().timeoutNanos().acquire());
        return Nanos.earlier(wait, prepared.deadline());
    }

    /** The pool gives no permit. */
    void rejected(PoolRejection rejection) {
        forgetWaiter();
        fail(
                Nanos.passed(prepared.deadline(), System.nanoTime())
                        ? failures.exchangeLate(Phase.ACQUIRE)
                        : failures.rejected(rejection));
    }

    /** The pool has given a permit after a wait. */
    void waited(Lease<LoopConnection<Q>> given) {
        forgetWaiter();
        if (aborted) {
            given.release();
        } else {
            leased(given);
        }
    }

    private void forgetWaiter() {
        if (waiter != null) {
            gateway.forget(waiter);
            waiter = null;
        }
    }

    private void leased(Lease<LoopConnection<Q>> given) {
        state = State.NOTHING;
        lease = given;
        LoopConnection<Q> connection = given.connection();
        if (connection == null) {
            connect();
            return;
        }
        if (!connection.loop().equals(loop)) {
            replace(given);
            return;
        }
        CloseReason unfit = unfit(given, connection);
        if (unfit != null) {
            given.drop(unfit);
            connect();
        } else if (gateway.rule().mustAnswer(given.idleNanos(prepared.ready()))) {
            askBeforeReuse(given, connection);
        } else {
            succeed(connection, true);
        }
    }

    /** The connection of another loop ends before a new one begins, so that there are never more than may be. */
    private void replace(Lease<LoopConnection<Q>> given) {
        state = State.CONNECTION;
        given.drop(CloseReason.IDLE, () -> LoopWire.later(loop, this::connect));
    }

    private @Nullable CloseReason unfit(Lease<LoopConnection<Q>> given, LoopConnection<Q> connection) {
        CloseReason fault = given.fault();
        if (fault != null) {
            return fault;
        }
        // The loop has not seen what has arrived since it last looked at its sockets.
        boolean look = connection.mayHoldMore()
                || !connection.conversation().protocol().marksAnswers()
                || gateway.rule().mustLive(ReuseRule.isRepeatable(prepared), given.idleNanos(prepared.ready()));
        boolean fit = look ? connection.isQuiet() : connection.isAlive();
        return fit ? null : CloseReason.STALE;
    }

    private void askBeforeReuse(Lease<LoopConnection<Q>> given, LoopConnection<Q> connection) {
        state = State.PONG;
        LoopPing.ask(connection, prepared.backend(), prepared.deadline(), fault -> {
            if (fault == null) {
                succeed(connection, true);
            } else if (!aborted) {
                LOG.debug("{}: connection {} did not answer: {}", gateway.name(), connection.id(), fault);
                given.drop(CloseReason.STALE);
                connect();
            }
        });
    }

    /** Begins again with a permit whose connection turned out to be dead. */
    void reconnect(Lease<LoopConnection<Q>> held) {
        lease = held;
        connect();
    }

    private void connect() {
        if (aborted) {
            return;
        }
        state = State.CONNECTION;
        dialBegun = System.nanoTime();
        DialAttempt attempt = gateway.dial(loop, prepared, this);
        dial = attempt;
        attempt.start(gateway.executor());
    }

    @Override
    public void notConnected(ConnectException failure) {
        fail(gateway.isClosed() ? failures.closed(failure.mayHaveRun(), failure) : failures.notConnected(failure));
    }

    @Override
    public void connected(LoopWire wire) {
        dial = null;
        try {
            LoopConnection<Q> connection = gateway.connection(wire);
            lease().opened(connection);
            gateway.opened(connection, System.nanoTime() - dialBegun);
            askOrSucceed(connection);
        } catch (GatewayException e) {
            wire.close();
            fail(e);
        }
    }

    private void askOrSucceed(LoopConnection<Q> connection) {
        if (!gateway.rule().pings().onConnect()) {
            succeed(connection, false);
            return;
        }
        state = State.PONG;
        LoopPing.ask(connection, prepared.backend(), prepared.deadline(), fault -> {
            if (fault == null) {
                succeed(connection, false);
            } else {
                fail(failures.unanswered(fault));
            }
        });
    }

    private void succeed(LoopConnection<Q> connection, boolean reused) {
        if (aborted) {
            return;
        }
        if (gateway.isClosed()) {
            fail(failures.closed(false, null));
            return;
        }
        state = State.NOTHING;
        Lease<LoopConnection<Q>> given = lease();
        lease = null;
        outcome.ready(given, connection, reused);
    }

    private void fail(GatewayException failure) {
        if (!aborted) {
            release();
            outcome.notReady(failure);
        }
    }

    /** Gives up. The outcome hears nothing. */
    Phase abort() {
        aborted = true;
        Phase phase = state == State.PERMIT ? Phase.ACQUIRE : Phase.CONNECT;
        if (dial != null) {
            dial.cancel();
        }
        // A permit that is on its way already goes back when it comes.
        if (waiter != null && gateway.withdraw(waiter)) {
            forgetWaiter();
        }
        release();
        return phase;
    }

    private void release() {
        Lease<LoopConnection<Q>> held = lease;
        lease = null;
        if (held != null) {
            held.discard(CloseReason.FAILED);
        }
    }

    private Lease<LoopConnection<Q>> lease() {
        return Objects.requireNonNull(lease);
    }
}
