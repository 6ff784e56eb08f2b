package org.gateway4j.host.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolStats;

/**
 * A gateway that makes an {@link Observation} of each dispatch. With Micrometer Tracing in the registry, an observation is a span,
 * and the trace continues in the application: CGI and FastCGI programs get {@code HTTP_TRACEPARENT}, servlets get the header field
 * {@code traceparent} (W3C Trace Context). Fields of a trace that the client has sent are replaced.
 *
 * <pre>
 * Gateway shop = ObservedGateway.of("shop", AjpGateway.builder(endpoint).build(), observations);
 * </pre>
 *
 * <p>An observation starts when the host dispatches. It stops when the response is read to its end, fails or is closed, on
 * whichever thread that happens. Its parent is the observation that the host has attached to the request
 * ({@code tag(Observation.class, parent)}), or else the current one. It is the current observation of the thread that
 * dispatches, until {@code dispatch} returns. A {@link GatewayException} is its error. An exception of a handler or convention is
 * logged and does no harm to the exchange.
 *
 * <p>All else is as with the gateway itself. If nobody observes, nothing is added. A call that is cancelled before its dispatch
 * is an exchange too, and {@link #newCall} starts its observation. Safe for use by any number of threads.
 */
public final class ObservedGateway implements Gateway {

    private final Gateway gateway;
    private final DispatchObserver observer;

    private ObservedGateway(Gateway gateway, DispatchObserver observer) {
        this.gateway = gateway;
        this.observer = observer;
    }

    /**
     * Observes a gateway.
     *
     * @param name the gateway in the observations, such as {@code shop}. It is the name that {@link GatewayMetrics#of} gets too
     * @param gateway the gateway that dispatches; closing the result closes it
     * @param registry where the handlers are
     * @return a gateway with the same pool
     * @throws IllegalArgumentException if the name is blank
     */
    public static ObservedGateway of(String name, Gateway gateway, ObservationRegistry registry) {
        return new ObservedGateway(gateway, new DispatchObserver(name, registry, null));
    }

    /**
     * The same gateway, observed by another convention. Default: that of the registry
     * ({@link io.micrometer.observation.GlobalObservationConvention}), or else {@link DefaultGatewayObservationConvention}.
     *
     * @param convention names the observations and chooses their key values
     * @return another view of the same gateway
     */
    public ObservedGateway withConvention(GatewayObservationConvention convention) {
        return new ObservedGateway(gateway, observer.with(convention));
    }

    @Override
    public GatewayResponse dispatch(GatewayRequest request) throws GatewayException {
        DispatchObservation observation = observer.start(request);
        return observation == null
                ? gateway.dispatch(request)
                : observation.around(() -> gateway.dispatch(observation.request()));
    }

    @Override
    public GatewayCall newCall(GatewayRequest request) {
        DispatchObservation observation = observer.start(request);
        return observation == null
                ? gateway.newCall(request)
                : new ObservedCall(gateway.newCall(observation.request()), observation);
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
