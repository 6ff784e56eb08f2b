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
import org.gateway4j.internal.exchange.ExchangeEvents;
import org.gateway4j.internal.exchange.Failures;
import org.gateway4j.internal.exchange.Preparation;
import org.gateway4j.internal.exchange.PreparedRequest;
import org.gateway4j.internal.pool.Lease;
import org.gateway4j.internal.protocol.ResponseHead;
import org.gateway4j.internal.wire.Nanos;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way through a {@link LoopDispatcher}: prepared, given a connection, exchanged, and repeated once
 * if the connection turns out to have been dead. All of it happens on one loop, except preparation that may block.
 */
final class LoopDispatch<Q> implements AsyncExchange, Checkout.Outcome<Q>, LoopExchange.Outcome<Q> {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.connection");
    private static final Logger HANDLERS = LoggerFactory.getLogger(LoopDispatch.class);

    private enum State {
        /** The loop has not come to it yet. */
        NEW,
        /** The request is checked, mapped and read ahead, perhaps on another thread. */
        PREPARING,
        /** Getting a connection. */
        CHECKING_OUT,
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
    private final ExchangeEvents events;
    private volatile boolean aborted;

    private State state = State.NEW;
    private long begun;
    private @Nullable PreparationElsewhere elsewhere;
    private @Nullable PreparedRequest<Q> prepared;
    private @Nullable Checkout<Q> checkout;
    private @Nullable Lease<LoopConnection<Q>> lease;
    private @Nullable LoopExchange<Q> exchange;
    private @Nullable LoopResponse response;
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
        this.events = gateway.events(request);
    }

    /** Begins, on the loop. */
    void start(Preparation<Q> preparation) {
        state = State.PREPARING;
        try {
            begun = System.nanoTime();
            events.started();
            if (aborted) {
                fail(failures.cancelled(Phase.CHECK));
            } else {
                begin(preparation);
            }
        } catch (RuntimeException | Error e) {
            fail(failures.thrownByHost(e, Phase.CHECK));
        }
    }

    private void begin(Preparation<Q> preparation) {
        if (!gateway.preparer().mayBlock(request, preparation, body)) {
            prepare(preparation, Runnable::run);
            return;
        }
        long deadline = gateway.preparer().deadline(request, begun);
        PreparationElsewhere waiting = gateway.prepareElsewhere(loop, deadline, this::noThreadInTime);
        elsewhere = waiting;
        try {
            gateway.executor().execute(() -> prepareElsewhere(waiting, preparation, deadline));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            fail(failures.noThread(e));
        }
    }

    private void prepareElsewhere(PreparationElsewhere waiting, Preparation<Q> preparation, long deadline) {
        if (!waiting.take()) {
            return;
        }
        if (Nanos.passed(deadline, System.nanoTime())) {
            LoopWire.later(loop, () -> fail(failures.exchangeLate(Phase.CHECK)));
        } else {
            prepare(preparation, task -> LoopWire.later(loop, task));
        }
    }

    private void noThreadInTime() {
        fail(gateway.isClosed() ? failures.closed(false, null) : failures.exchangeLate(Phase.CHECK));
    }

    /** May run on a thread of the executor; what follows runs on the loop. */
    private void prepare(Preparation<Q> preparation, Executor back) {
        PreparedRequest<Q> ready;
        try {
            ready = gateway.preparer().prepare(request, preparation, body, events, begun);
        } catch (GatewayException e) {
            back.execute(() -> fail(e));
            return;
        } catch (RuntimeException | Error e) {
            back.execute(() -> fail(failures.thrownByHost(e, Phase.CHECK)));
            return;
        }
        back.execute(() -> checkOut(ready));
    }

    private void checkOut(PreparedRequest<Q> done) {
        if (aborted) {
            fail(failures.cancelled(Phase.ACQUIRE));
            return;
        }
        PreparedRequest<Q> ready = elsewhere == null ? done : done.readyAt(System.nanoTime());
        endWait();
        prepared = ready;
        body.handFileOver(ready.backend().bodyFileAccess() != null);
        state = State.CHECKING_OUT;
        Checkout<Q> begun = new Checkout<>(gateway, ready, loop, this);
        checkout = begun;
        begun.start();
    }

    @Override
    public void notReady(GatewayException failure) {
        fail(failure);
    }

    @Override
    public void ready(Lease<LoopConnection<Q>> held, LoopConnection<Q> connection, boolean servedBefore) {
        state = State.EXCHANGING;
        lease = held;
        reused = servedBefore;
        long waited = System.nanoTime() - prepared().ready();
        events.acquired(connection.id(), servedBefore, waited);
        try {
            LoopExchange<Q> begun = new LoopExchange<>(prepared(), held, connection, this);
            exchange = begun;
            begun.start();
        } catch (RequestRejectedException e) {
            connection.rest();
            lease = null;
            held.release();
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(failures.thrownByHost(e, Phase.SEND));
        }
    }

    @Override
    public void answered(LoopExchange<Q> answered, ResponseHead head) {
        state = State.ANSWERED;
        LoopResponse given = new LoopResponse(answered, answered.connection().wire(), head);
        response = given;
        if (aborted) {
            given.close();
            tell(failures.cancelled(Phase.BODY));
            return;
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
        if (aborted || !reused || retried || !ended.canBeRepeated(failure)) {
            fail(failure);
            return;
        }
        retried = true;
        long dead = ended.connection().id();
        LOG.debug("{}: connection {} was dead, retrying {}", gateway.name(), dead, request, failure);
        Lease<LoopConnection<Q>> held = Objects.requireNonNull(lease);
        held.drop(CloseReason.STALE);
        try {
            body.rewind();
        } catch (IOException | RuntimeException | Error e) {
            failure.addSuppressed(e);
            fail(failure);
            return;
        }
        events.retried(failure);
        lease = null;
        state = State.CHECKING_OUT;
        Objects.requireNonNull(checkout).reconnect(held);
    }

    /** The one place where a dispatch without a response releases everything. */
    private void fail(GatewayException failure) {
        if (state == State.FAILED) {
            return;
        }
        state = State.FAILED;
        endWait();
        if (lease != null) {
            lease.discard(CloseReason.FAILED);
            lease = null;
        }
        body.close();
        GatewayException told = aborted ? failures.cancelled(failure) : failures.named(failure);
        events.failed(told);
        tell(told);
    }

    private void endWait() {
        if (elsewhere != null) {
            elsewhere.end();
            elsewhere = null;
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
            case PREPARING -> {
                // A thread that prepares sees afterwards that the dispatch was aborted.
                if (elsewhere != null && elsewhere.take()) {
                    fail(failures.cancelled(Phase.CHECK));
                }
            }
            case NEW, FAILED -> {}
            case CHECKING_OUT ->
                fail(failures.cancelled(Objects.requireNonNull(checkout).abort()));
            case EXCHANGING -> {
                if (exchange != null) {
                    fail(exchange.abort());
                }
            }
            case ANSWERED -> Objects.requireNonNull(response).close();
        }
    }

    private PreparedRequest<Q> prepared() {
        return Objects.requireNonNull(prepared);
    }
}
