package org.gateway4j.internal.eventloop;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener.CloseReason;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.internal.body.OutgoingBody;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.exchange.ReuseRule;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.pool.PoolRejection;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.internal.wire.ConnectException;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way through a {@link LoopDispatcher}: prepared, given a connection, exchanged, and repeated once if the
 * connection turns out to have been dead. All of it happens on one loop.
 */
final class LoopDispatch<Q> implements AsyncExchange, DialAttempt.Outcome, LoopExchange.Outcome<Q> {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");
    private static final Logger HANDLERS = LoggerFactory.getLogger(LoopDispatch.class);

    private enum State {
        /** Checked, mapped, read ahead; perhaps on another thread. */
        PREPARING,
        /** In the pool's queue. */
        WAITING,
        CONNECTING,
        /** The connection is asked whether it is alive. */
        PINGING,
        EXCHANGING,
        ANSWERED,
        FAILED
    }

    private final LoopDispatcher<Q> gateway;
    private final GatewayRequest request;
    private final OutgoingBody body;
    private final EventLoop loop;
    private final ResponseHandler handler;
    private final Failures failures;
    private volatile boolean aborted;

    private State state = State.PREPARING;
    private @Nullable PreparedRequest<Q> prepared;
    private @Nullable LoopWaiter<Q> waiter;
    private @Nullable Lease<LoopConnection<Q>> lease;
    private @Nullable DialAttempt dial;
    private @Nullable LoopExchange<Q> exchange;
    private @Nullable LoopResponse response;
    private long dialBegun;
    private boolean starting;
    private boolean reused;
    private boolean retried;

    LoopDispatch(
            LoopDispatcher<Q> gateway,
            GatewayRequest request,
            OutgoingBody body,
            EventLoop loop,
            ResponseHandler handler) {
        this.gateway = gateway;
        this.request = request;
        this.body = body;
        this.loop = loop;
        this.handler = handler;
        this.failures = gateway.failures();
    }

    /** Begins, on the loop. The handler hears of nothing before this returns. */
    void start(Preparation<Q> preparation) {
        starting = true;
        try {
            gateway.listener().requestStarted(request);
            begin(preparation);
        } catch (RuntimeException | Error e) {
            fail(failures.thrownByHost(e, Phase.CHECK));
        } finally {
            starting = false;
        }
    }

    private void begin(Preparation<Q> preparation) {
        if (!gateway.preparer().mayBlock(request, preparation, body)) {
            prepare(preparation, Runnable::run);
            return;
        }
        try {
            gateway.executor().execute(() -> prepare(preparation, task -> LoopWire.later(loop, task)));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            fail(failures.noThread(e));
        }
    }

    /** May run on a thread of the executor; what follows runs on the loop. */
    private void prepare(Preparation<Q> preparation, Executor back) {
        try {
            PreparedRequest<Q> ready = gateway.preparer().prepare(request, preparation, body);
            back.execute(() -> acquire(ready));
        } catch (GatewayException e) {
            back.execute(() -> fail(e));
        } catch (RuntimeException | Error e) {
            back.execute(() -> fail(failures.thrownByHost(e, Phase.CHECK)));
        }
    }

    private void acquire(PreparedRequest<Q> ready) {
        prepared = ready;
        body.handFileOver(ready.backend().bodyFileAccess() != null);
        if (aborted) {
            fail(failures.cancelled(Phase.ACQUIRE));
            return;
        }
        LoopWaiter<Q> place = new LoopWaiter<>(gateway.pool(), deadlineToAcquire(ready), loop, this);
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
        state = State.WAITING;
        waiter = place;
        gateway.watch(place);
    }

    private static long deadlineToAcquire(PreparedRequest<?> ready) {
        long wait = Nanos.after(ready.ready(), ready.backend().timeoutNanos().acquire());
        return Nanos.earlier(wait, ready.deadline());
    }

    /** The pool gives no permit. */
    void rejected(PoolRejection rejection) {
        forgetWaiter();
        PreparedRequest<Q> ready = prepared();
        Failures ofRequest = new Failures(ready.backend());
        fail(
                Nanos.passed(ready.deadline(), System.nanoTime())
                        ? ofRequest.exchangeLate(Phase.ACQUIRE)
                        : ofRequest.rejected(rejection));
    }

    /** The pool has given a permit after a wait. */
    void waited(Lease<LoopConnection<Q>> given) {
        forgetWaiter();
        leased(given);
    }

    private void forgetWaiter() {
        if (waiter != null) {
            gateway.forget(waiter);
            waiter = null;
        }
    }

    /** A permit, with a connection or without. */
    private void leased(Lease<LoopConnection<Q>> given) {
        lease = given;
        if (aborted) {
            fail(failures.cancelled(Phase.ACQUIRE));
            return;
        }
        LoopConnection<Q> connection = given.connection();
        if (connection == null) {
            connect();
            return;
        }
        CloseReason unfit = unfit(given, connection);
        if (unfit != null) {
            given.drop(unfit);
            connect();
        } else if (gateway.rule().mustAnswer(given.idleNanos(prepared().ready()))) {
            askBeforeReuse(given, connection);
        } else {
            exchange(given, connection, true);
        }
    }

    private @Nullable CloseReason unfit(Lease<LoopConnection<Q>> given, LoopConnection<Q> connection) {
        CloseReason fault = given.fault();
        if (fault != null) {
            return fault;
        }
        if (!connection.loop().equals(loop)) {
            return CloseReason.IDLE;
        }
        PreparedRequest<Q> ready = prepared();
        boolean repeatable = ReuseRule.isIdempotent(ready) && !body.isStreamed();
        boolean look = gateway.rule().mustLive(repeatable, given.idleNanos(ready.ready()))
                || !connection.conversation().protocol().marksAnswers();
        boolean fit = look ? connection.isQuiet() : connection.isAlive();
        return fit ? null : CloseReason.STALE;
    }

    private void askBeforeReuse(Lease<LoopConnection<Q>> given, LoopConnection<Q> connection) {
        state = State.PINGING;
        LoopPing.ask(connection, prepared().backend(), prepared().deadline(), fault -> {
            if (fault == null) {
                exchange(given, connection, true);
                return;
            }
            LOG.debug("{}: connection {} did not answer: {}", gateway.name(), connection.id(), fault);
            given.drop(CloseReason.STALE);
            connect();
        });
    }

    private void connect() {
        if (aborted) {
            fail(failures.cancelled(Phase.CONNECT));
            return;
        }
        state = State.CONNECTING;
        dialBegun = System.nanoTime();
        DialAttempt attempt = gateway.dial(loop, prepared(), this);
        dial = attempt;
        attempt.start(gateway.executor());
    }

    @Override
    public void notConnected(ConnectException failure) {
        fail(
                gateway.isClosed()
                        ? failures.closed(failure.mayHaveRun(), failure)
                        : new Failures(prepared().backend()).notConnected(failure));
    }

    @Override
    public void connected(LoopWire wire) {
        dial = null;
        Lease<LoopConnection<Q>> held = lease();
        try {
            LoopConnection<Q> connection = gateway.connection(wire);
            held.opened(connection);
            gateway.opened(connection, System.nanoTime() - dialBegun);
            askNew(held, connection);
        } catch (GatewayException e) {
            wire.close();
            fail(e);
        }
    }

    private void askNew(Lease<LoopConnection<Q>> held, LoopConnection<Q> connection) {
        if (!gateway.rule().pings().onConnect()) {
            exchange(held, connection, false);
            return;
        }
        state = State.PINGING;
        LoopPing.ask(connection, prepared().backend(), prepared().deadline(), fault -> {
            if (fault == null) {
                exchange(held, connection, false);
            } else {
                fail(failures.unanswered(fault));
            }
        });
    }

    private void exchange(Lease<LoopConnection<Q>> held, LoopConnection<Q> connection, boolean servedBefore) {
        if (aborted || gateway.isClosed()) {
            fail(aborted ? failures.cancelled(Phase.CONNECT) : failures.closed(false, null));
            return;
        }
        state = State.EXCHANGING;
        reused = servedBefore;
        gateway.listener()
                .connectionAcquired(
                        request,
                        connection.id(),
                        servedBefore,
                        System.nanoTime() - prepared().ready());
        try {
            LoopExchange<Q> begun = new LoopExchange<>(prepared(), held, connection, this);
            exchange = begun;
            begun.start();
        } catch (RequestRejectedException e) {
            connection.rest();
            lease = null;
            held.release();
            fail(e);
        }
    }

    @Override
    public void answered(LoopExchange<Q> answered, ResponseHead head) {
        state = State.ANSWERED;
        LoopResponse given = new LoopResponse(answered, answered.connection().wire(), head);
        response = given;
        if (aborted) {
            given.close();
        }
        try {
            handler.answered(given);
        } catch (RuntimeException | Error e) {
            HANDLERS.error("{}: a response handler failed", gateway.name(), e);
            given.close();
        }
    }

    @Override
    public void failed(LoopExchange<Q> ended, GatewayException failure) {
        exchange = null;
        if (aborted || !reused || retried || !ended.canBeRepeated(failure, ReuseRule.isIdempotent(prepared()))) {
            fail(failure);
            return;
        }
        retried = true;
        LOG.debug(
                "{}: connection {} was dead, retrying {}",
                gateway.name(),
                ended.connection().id(),
                request,
                failure);
        lease().drop(CloseReason.STALE);
        try {
            body.rewind();
        } catch (IOException e) {
            failure.addSuppressed(e);
            fail(failure);
            return;
        }
        gateway.listener().requestRetried(request, failure);
        connect();
    }

    /** The one place where a dispatch without a response lets everything go. */
    private void fail(GatewayException failure) {
        if (state == State.FAILED) {
            return;
        }
        state = State.FAILED;
        if (lease != null) {
            lease.discard(CloseReason.FAILED);
            lease = null;
        }
        body.close();
        GatewayException told = aborted ? failures.cancelled(failure) : failures.named(failure);
        gateway.listener().requestFailed(request, told);
        if (starting) {
            // A handler that dispatches again must not do so ever deeper inside of itself.
            LoopWire.later(loop, () -> tell(told));
        } else {
            tell(told);
        }
    }

    private void tell(GatewayException told) {
        try {
            handler.failed(told);
        } catch (RuntimeException | Error e) {
            HANDLERS.error("{}: a response handler failed", gateway.name(), e);
        }
    }

    @Override
    public void abort() {
        if (!aborted) {
            aborted = true;
            body.abort();
            LoopWire.onLoop(loop, this::abortInside);
        }
    }

    private void abortInside() {
        switch (state) {
            // Whoever prepares, or has just given a permit, sees that it was aborted.
            case PREPARING, FAILED -> {}
            case WAITING -> {
                if (waiter != null && gateway.withdraw(waiter)) {
                    forgetWaiter();
                    fail(failures.cancelled(Phase.ACQUIRE));
                }
            }
            case CONNECTING -> {
                if (dial != null) {
                    dial.cancel();
                }
                fail(failures.cancelled(Phase.CONNECT));
            }
            case PINGING -> fail(failures.cancelled(Phase.CONNECT));
            case EXCHANGING -> {
                if (exchange != null) {
                    fail(exchange.abort());
                }
            }
            case ANSWERED -> {
                if (response != null) {
                    response.close();
                }
            }
        }
    }

    private PreparedRequest<Q> prepared() {
        return Objects.requireNonNull(prepared);
    }

    private Lease<LoopConnection<Q>> lease() {
        return Objects.requireNonNull(lease);
    }
}
