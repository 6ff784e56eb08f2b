package org.gateway4j.contract.facade;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;
import org.jspecify.annotations.Nullable;

/** One dispatch on a loop, whose caller waits for the handler to be called. */
final class BlockingCall implements GatewayCall {

    private final AsyncGateway gateway;
    private final EventLoop loop;
    private final GatewayRequest request;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean cancelled;
    private volatile @Nullable AsyncExchange exchange;
    private volatile @Nullable BlockingResponse response;

    BlockingCall(AsyncGateway gateway, EventLoop loop, GatewayRequest request) {
        this.gateway = gateway;
        this.loop = loop;
        this.request = request;
    }

    @Override
    public GatewayResponse dispatch() throws GatewayException {
        if (!begun.compareAndSet(false, true)) {
            throw new IllegalStateException("the call of " + request + " was dispatched already");
        }
        refuseIfEndedBefore();
        CompletableFuture<AsyncResponse> outcome = new CompletableFuture<>();
        exchange = gateway.dispatch(request, loop, new Completing(outcome));
        abortIfCancelled();
        try {
            AsyncResponse answer = Wait.of(outcome, this::abort).on(gateway.name(), Phase.HEAD);
            response = new BlockingResponse(gateway.name(), answer, loop);
        } catch (ExchangeAbortedException e) {
            throw cancelled && !Thread.currentThread().isInterrupted() ? cancelled(e) : e;
        }
        abortIfCancelled();
        return response;
    }

    /** Nothing would be sent for long; that nothing is sent at all can only be said here. */
    private void refuseIfEndedBefore() throws GatewayException {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            closeBody();
            String why = cancelled ? "call was cancelled" : "thread was interrupted";
            throw new ExchangeAbortedException(gateway.name(), Phase.ACQUIRE, false, why, null);
        }
    }

    private void closeBody() {
        try {
            request.body().close();
        } catch (IOException e) {
            // Nothing of it was wanted.
        }
    }

    private static GatewayException cancelled(ExchangeAbortedException e) {
        return new ExchangeAbortedException(e.backend(), e.phase(), e.mayHaveRun(), "call was cancelled", e);
    }

    private void abortIfCancelled() {
        if (cancelled) {
            abort();
        }
    }

    private void abort() {
        AsyncExchange begunExchange = exchange;
        if (begunExchange != null) {
            begunExchange.abort();
        }
        BlockingResponse given = response;
        if (given != null) {
            given.abort();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        abort();
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    /** Hands the outcome from the loop to the caller. */
    private record Completing(CompletableFuture<AsyncResponse> outcome) implements ResponseHandler {

        @Override
        public void answered(AsyncResponse answer) {
            outcome.complete(answer);
        }

        @Override
        public void failed(GatewayException failure) {
            outcome.completeExceptionally(failure);
        }
    }
}
