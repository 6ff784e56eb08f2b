package org.gateway4j.host.undertow;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.IOException;
import org.gateway4j.host.BlockingRelay;
import org.gateway4j.host.HostConfig;
import org.gateway4j.host.HostRequest;
import org.gateway4j.host.Mounts;

/** Serves requests on threads that may wait. */
final class WorkerServing implements Serving {

    private final BlockingRelay relay;

    @FunctionalInterface
    private interface Service {

        void run() throws IOException;
    }

    WorkerServing(Mounts mounts, HostConfig config) {
        relay = new BlockingRelay(mounts, config);
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
            run(exchange, () -> relay.serve(request, new ThreadSink(exchange)));
        }
    }

    @Override
    public void refuse(HttpServerExchange undertow, HostRequest request, int status) {
        refuse(new Exchange(undertow, request), request, status);
    }

    private void refuse(Exchange exchange, HostRequest request, int status) {
        run(exchange, () -> relay.refuse(request, new ThreadSink(exchange), status));
    }

    private static void run(Exchange exchange, Service service) {
        Runnable task = () -> {
            try {
                service.run();
            } catch (IOException e) {
                exchange.abort();
            } catch (RuntimeException | Error e) {
                exchange.abort();
                throw e;
            }
        };
        HttpServerExchange undertow = exchange.undertow();
        if (undertow.isInIoThread()) {
            undertow.dispatch(task);
        } else {
            undertow.dispatch(SameThreadExecutor.INSTANCE, task);
        }
    }

    @Override
    public void close() {}
}
