package org.gateway4j.balancer.internal;

import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Phase;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.balancer.Member.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One dispatch of a balancer on event loops. Its steps run on the loop, one after another: permits that another thread hands out
 * are posted there.
 */
public final class AsyncBalancedExchange implements AsyncExchange, Waiter<AsyncGateway> {

    private static final Logger LOG = LoggerFactory.getLogger("org.gateway4j.balancer");

    private final Fleet<AsyncGateway> fleet;
    private final Attempts<AsyncGateway> attempts;
    private final EventLoop loop;
    private final ResponseHandler handler;

    // Guarded by this

    private boolean aborted;
    private @Nullable AsyncAttempt running;
    private @Nullable AsyncBalancedResponse given;

    private AsyncBalancedExchange(
            Fleet<AsyncGateway> fleet, Attempts<AsyncGateway> attempts, EventLoop loop, ResponseHandler handler) {
        this.fleet = fleet;
        this.attempts = attempts;
        this.loop = loop;
        this.handler = handler;
    }

    /**
     * Begins a dispatch.
     *
     * @throws IllegalStateException if the balancer is closed
     */
    public static AsyncExchange dispatch(
            Fleet<AsyncGateway> fleet, GatewayRequest request, EventLoop loop, ResponseHandler handler) {
        try {
            AsyncBalancedExchange exchange =
                    new AsyncBalancedExchange(fleet, Attempts.of(fleet, request), loop, handler);
            exchange.next();
            return exchange;
        } catch (GatewayException e) {
            onLoop(loop, () -> tell(handler, e));
            return () -> {};
        }
    }

    /** A loop that has ended leaves the task to this thread. */
    static void onLoop(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private static void tell(ResponseHandler handler, GatewayException failure) {
        try {
            handler.failed(failure);
        } catch (RuntimeException | Error e) {
            LOG.error("a response handler failed", e);
        }
    }

    /** Asks a member now, or waits for one. */
    private void next() {
        FleetMember<AsyncGateway> member;
        try {
            member = fleet.acquire(attempts.ticket());
        } catch (GatewayException e) {
            refused(e);
            return;
        } catch (RuntimeException e) {
            thrown(e);
            return;
        }
        if (member != null) {
            ask(member);
        } else {
            fleet.queue(attempts.ticket(), this);
            if (isAborted()) {
                withdraw();
            }
        }
    }

    @Override
    public void granted(FleetMember<AsyncGateway> member) {
        onLoop(loop, () -> ask(member));
    }

    @Override
    public void refused(GatewayException failure) {
        onLoop(loop, () -> fail(attempts.add(failure)));
    }

    @Override
    public void thrown(RuntimeException failure) {
        refused(new ExchangeAbortedException(
                fleet.config().name(), Phase.ACQUIRE, false, "choosing a member threw " + failure, failure));
    }

    private void ask(FleetMember<AsyncGateway> member) {
        AsyncAttempt attempt = new AsyncAttempt(this, member);
        synchronized (this) {
            running = attempt;
        }
        try {
            attempt.begin(member.gateway().dispatch(attempts.begin(member), loop, attempt));
        } catch (GatewayException e) {
            attempt.failed(e);
            return;
        } catch (IllegalStateException e) {
            attempt.failed(
                    member.state() == State.REMOVED
                            ? new BackendBusyException(member.name(), Phase.CHECK, "member was removed and closed", e)
                            : new ExchangeAbortedException(
                                    member.name(), Phase.CHECK, false, "dispatching threw " + e, e));
            return;
        }
        long deadline = attempts.deadline();
        if (deadline != Nanos.NEVER) {
            attempt.endAt(fleet.config().timing(), deadline);
        }
        if (isAborted()) {
            attempt.abort();
        }
    }

    // What an attempt tells, on the loop

    void answered(FleetMember<AsyncGateway> member, AsyncResponse response) {
        attempts.answered(member);
        if (isAborted()) {
            response.close();
            fleet.ended(member, Outcome.NEUTRAL);
            fail(abortion());
            return;
        }
        if (attempts.isUnwanted(member, response.status())) {
            response.close();
            fleet.ended(member, attempts.outcome(response.status()));
            next();
            return;
        }
        attempts.settle();
        AsyncBalancedResponse told =
                new AsyncBalancedResponse(response, new Held<>(fleet, member, attempts.outcome(response.status())));
        synchronized (this) {
            running = null;
            given = told;
        }
        boolean taken = false;
        try {
            handler.answered(told);
            taken = true;
        } finally {
            if (!taken) {
                told.close();
            }
        }
    }

    void failed(FleetMember<AsyncGateway> member, GatewayException failure, boolean late) {
        GatewayException ended = late ? attempts.late(failure) : failure;
        GatewayException told = attempts.failed(member, ended, late);
        if (told != null) {
            fail(told);
        } else if (isAborted()) {
            fail(attempts.add(abortion()));
        } else {
            next();
        }
    }

    private void fail(GatewayException failure) {
        synchronized (this) {
            running = null;
        }
        attempts.end();
        tell(handler, failure);
    }

    GatewayException tooLate() {
        return new ExchangeAbortedException(fleet.config().name(), Phase.HEAD, true, "answered too late", null);
    }

    private GatewayException abortion() {
        return new ExchangeAbortedException(fleet.config().name(), Phase.ACQUIRE, false, "exchange was aborted", null);
    }

    private synchronized boolean isAborted() {
        return aborted;
    }

    private void withdraw() {
        if (fleet.withdraw(attempts.ticket())) {
            refused(abortion());
        }
    }

    @Override
    public void abort() {
        AsyncAttempt attempt;
        AsyncBalancedResponse response;
        synchronized (this) {
            if (aborted) {
                return;
            }
            aborted = true;
            attempt = running;
            response = given;
        }
        if (response != null) {
            response.close();
        } else if (attempt != null) {
            attempt.abort();
        } else {
            withdraw();
        }
    }
}
