package org.gateway4j.async;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.gateway4j.BackendBusyException;
import org.gateway4j.ExchangeAbortedException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolStats;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway for event loops over one that blocks: threads wait in place of the loop, one for each exchange that waits. */
final class ThreadedGateway implements AsyncGateway {

    static final Logger LOG = LoggerFactory.getLogger(ThreadedGateway.class);

    private final Gateway gateway;
    private final Executor executor;
    private volatile boolean closed;

    ThreadedGateway(Gateway gateway, Executor executor) {
        this.gateway = gateway;
        this.executor = executor;
    }

    @Override
    public AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler handler) {
        if (closed) {
            closeBody(request);
            throw new IllegalStateException(name() + ": gateway is closed");
        }
        ThreadedExchange exchange = new ThreadedExchange(name(), gateway.newCall(request), loop, handler, executor);
        try {
            executor.execute(() -> run(exchange));
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            closeBody(request);
            exchange.fail(new BackendBusyException(name(), Phase.CHECK, "no thread to wait for the application", e));
        }
        return exchange;
    }

    private static void closeBody(GatewayRequest request) {
        try {
            request.body().close();
        } catch (Exception e) {
            LOG.debug("closing the body of {} failed", request, e);
        }
    }

    /** Waits, on a thread of the executor. */
    private void run(ThreadedExchange exchange) {
        try {
            GatewayResponse response = exchange.call().dispatch();
            exchange.answer(response);
        } catch (GatewayException e) {
            exchange.fail(e);
        } catch (RuntimeException | Error e) {
            exchange.fail(new ExchangeAbortedException(
                    name(),
                    Phase.CHECK,
                    !closed,
                    "dispatching threw " + e.getClass().getName(),
                    e));
        }
    }

    @Override
    public String name() {
        return gateway.name();
    }

    @Override
    public boolean drain(Duration longest) throws InterruptedException {
        return gateway.drain(longest);
    }

    @Override
    public PoolStats stats() {
        return gateway.stats();
    }

    @Override
    public void close() {
        closed = true;
        gateway.close();
    }
}
