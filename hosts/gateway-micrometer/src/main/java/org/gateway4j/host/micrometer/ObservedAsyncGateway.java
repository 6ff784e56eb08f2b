package org.gateway4j.host.micrometer;

import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.async.AsyncExchange;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.EventLoop;
import org.gateway4j.async.ResponseHandler;

/**
 * An asynchronous gateway that makes an {@link io.micrometer.observation.Observation} of each dispatch, as {@link ObservedGateway}
 * does. A loop serves many exchanges, so no observation becomes the current one of a loop. On a loop, the current observation is
 * rarely that of the request, so the host should attach the parent to the request.
 *
 * <p>Safe for use by any number of threads and loops.
 */
public final class ObservedAsyncGateway implements AsyncGateway {

    private final AsyncGateway gateway;
    private final DispatchObserver observer;

    private ObservedAsyncGateway(AsyncGateway gateway, DispatchObserver observer) {
        this.gateway = gateway;
        this.observer = observer;
    }

    /**
     * Observes a gateway.
     *
     * @param name the gateway in the observations, as for {@link ObservedGateway#of}
     * @param gateway the gateway that dispatches; closing the result closes it
     * @param registry where the handlers are
     * @return a gateway with the same pool
     * @throws IllegalArgumentException if the name is blank
     */
    public static ObservedAsyncGateway of(String name, AsyncGateway gateway, ObservationRegistry registry) {
        return new ObservedAsyncGateway(gateway, new DispatchObserver(name, registry, null));
    }

    /**
     * The same gateway, observed by another convention.
     *
     * @param convention as for {@link ObservedGateway#withConvention}
     * @return another view of the same gateway
     */
    public ObservedAsyncGateway withConvention(GatewayObservationConvention convention) {
        return new ObservedAsyncGateway(gateway, observer.with(convention));
    }

    @Override
    public AsyncExchange dispatch(GatewayRequest request, EventLoop loop, ResponseHandler handler) {
        DispatchObservation observation = observer.start(request);
        if (observation == null) {
            return gateway.dispatch(request, loop, handler);
        }
        try {
            ResponseHandler observed = new ObservedHandler(handler, observation);
            return new ObservedExchange(gateway.dispatch(observation.request(), loop, observed), observation);
        } catch (RuntimeException | Error e) {
            observation.failed(e);
            throw e;
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
        gateway.close();
    }
}
