package org.gateway4j.host.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.gateway4j.host.AsyncRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.Mounts;
import org.xnio.XnioIoThread;

/** Serves requests on the I/O threads of their connections. */
final class LoopServing implements Serving {

    private final AsyncRelay relay;
    private final Loops loops = new Loops();

    LoopServing(Mounts mounts, HostConfig config) {
        relay = new AsyncRelay(mounts.async(LoopServing::wait), config);
    }

    /** Gateways that block are called on an I/O thread, and wait on a thread of its worker. */
    private static void wait(Runnable task) {
        XnioIoThread caller = XnioIoThread.currentThread();
        if (caller == null) {
            throw new RejectedExecutionException("the I/O thread has ended");
        }
        caller.getWorker().execute(task);
    }

    @Override
    public boolean takes(HostRequest request) {
        return relay.takes(request);
    }

    @Override
    public void serve(HttpServerExchange undertow, HostRequest request) {
        Exchange exchange = new Exchange(undertow, request);
        if (exchange.isTooLarge()) {
            refuse(exchange, request, Exchange.TOO_LARGE);
        } else {
            run(exchange, loop -> relay.serve(request, loop, new LoopSink(exchange)));
        }
    }

    @Override
    public void refuse(HttpServerExchange undertow, HostRequest request, int status) {
        refuse(new Exchange(undertow, request), request, status);
    }

    private void refuse(Exchange exchange, HostRequest request, int status) {
        run(exchange, loop -> relay.refuse(request, loop, new LoopSink(exchange), status));
    }

    private void run(Exchange exchange, Consumer<XnioLoop> service) {
        HttpServerExchange undertow = exchange.undertow();
        Executor executor = undertow.isInIoThread() ? SameThreadExecutor.INSTANCE : undertow.getIoThread();
        undertow.dispatch(executor, () -> {
            try {
                service.accept(loops.of(undertow.getIoThread()));
            } catch (RuntimeException | Error e) {
                exchange.abort();
                throw e;
            }
        });
    }

    @Override
    public void close() {
        loops.close();
    }
}
