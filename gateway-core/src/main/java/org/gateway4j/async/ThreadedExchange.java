package org.gateway4j.async;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.jspecify.annotations.Nullable;

/** An exchange that a thread waits for. */
final class ThreadedExchange implements AsyncExchange {

    private final String name;
    private final GatewayCall call;
    private final EventLoop loop;
    private final ResponseHandler handler;
    private final Executor executor;
    private volatile boolean aborted;

    /** What the handler has got; used on the loop. */
    private @Nullable ThreadedResponse given;

    ThreadedExchange(String name, GatewayCall call, EventLoop loop, ResponseHandler handler, Executor executor) {
        this.name = name;
        this.call = call;
        this.loop = loop;
        this.handler = handler;
        this.executor = executor;
    }

    GatewayCall call() {
        return call;
    }

    /** There is a response. From any thread. */
    void answer(GatewayResponse response) {
        later(loop, () -> tell(response));
    }

    private void tell(GatewayResponse response) {
        if (aborted) {
            response.close();
            tell(new ExchangeAbortedException(name, Phase.BODY, true, "exchange was aborted", null));
            return;
        }
        ThreadedResponse told = new ThreadedResponse(name, response, loop, executor);
        given = told;
        try {
            handler.answered(told);
        } catch (RuntimeException | Error e) {
            ThreadedGateway.LOG.error("a response handler failed", e);
            told.close();
        }
    }

    /** There is none. From any thread. */
    void fail(GatewayException failure) {
        later(loop, () -> tell(failure));
    }

    private void tell(GatewayException failure) {
        try {
            handler.failed(failure);
        } catch (RuntimeException | Error e) {
            ThreadedGateway.LOG.error("a response handler failed", e);
        }
    }

    /** Runs a task on the loop, now if this thread is the loop. */
    static void onLoop(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            later(loop, task);
        }
    }

    /** A loop that has ended leaves the task to this thread. */
    static void later(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    @Override
    public void abort() {
        if (!aborted) {
            aborted = true;
            onLoop(loop, this::closeGiven);
            call.cancel();
        }
    }

    private void closeGiven() {
        if (given != null) {
            given.close();
        }
    }
}
