package org.gateway4j.balancer.internal;

import org.gateway4j.GatewayException;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.jspecify.annotations.Nullable;

/** One attempt at one member on an event loop, which may be aborted before it is known how. Safe for use by several threads. */
final class AsyncAttempt implements ResponseHandler {

    private enum State {
        RUNNING,
        LATE,
        OVER
    }

    private final AsyncBalancedExchange exchange;
    private final FleetMember<AsyncGateway> member;
    private State state = State.RUNNING;
    private @Nullable AsyncExchange begun;
    private Timing.@Nullable Alarm alarm;
    private boolean aborted;

    AsyncAttempt(AsyncBalancedExchange exchange, FleetMember<AsyncGateway> member) {
        this.exchange = exchange;
        this.member = member;
    }

    void begin(AsyncExchange value) {
        boolean now;
        synchronized (this) {
            begun = value;
            now = aborted;
        }
        if (now) {
            value.abort();
        }
    }

    void abort() {
        AsyncExchange ended;
        synchronized (this) {
            aborted = true;
            ended = begun;
        }
        if (ended != null) {
            ended.abort();
        }
    }

    synchronized void endAt(Timing timing, long deadline) {
        if (state == State.RUNNING) {
            alarm = timing.at(deadline, this::late);
        }
    }

    private void late() {
        synchronized (this) {
            if (state != State.RUNNING) {
                return;
            }
            state = State.LATE;
        }
        abort();
    }

    /** Whether the balancer's own deadline came first. */
    private synchronized boolean over() {
        boolean late = state == State.LATE;
        state = State.OVER;
        if (alarm != null) {
            alarm.cancel();
        }
        return late;
    }

    @Override
    public void answered(AsyncResponse response) {
        if (over()) {
            response.close();
            exchange.failed(member, exchange.tooLate(), true);
        } else {
            exchange.answered(member, response);
        }
    }

    @Override
    public void failed(GatewayException failure) {
        exchange.failed(member, failure, over());
    }
}
