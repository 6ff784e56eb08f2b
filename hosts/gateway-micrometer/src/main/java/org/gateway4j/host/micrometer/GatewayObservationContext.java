package org.gateway4j.host.micrometer;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.gateway4j.ResponseFacts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The facts of a dispatch that is observed. Its carrier takes the header fields that tracing adds to the request, such as
 * {@code traceparent}. Its response is null until the response head is known, and if there is none. Its error is what the
 * dispatch or a read of the body threw.
 *
 * <p>Used by one thread at a time, as all contexts.
 */
public final class GatewayObservationContext extends RequestReplySenderContext<Headers.Builder, ResponseFacts> {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayObservationContext.class);

    private final String gateway;
    private final GatewayRequest request;
    private boolean ended;
    private boolean complete;

    GatewayObservationContext(String gateway, GatewayRequest request) {
        super(GatewayObservationContext::set, Kind.CLIENT);
        this.gateway = gateway;
        this.request = request;
        setCarrier(Headers.builder());
        setRemoteServiceName(gateway);
    }

    private static void set(Headers.@Nullable Builder carrier, String name, String value) {
        if (carrier == null) {
            return;
        }
        try {
            carrier.set(name, value);
        } catch (IllegalArgumentException e) {
            // Baggage may be any text, and a dispatch must not fail because of it.
            LOG.debug("left a field of the trace out", e);
        }
    }

    /**
     * The name of the gateway.
     *
     * @return the name that {@link ObservedGateway#of} was given
     */
    public String gateway() {
        return gateway;
    }

    /**
     * The request as the host has dispatched it, without the fields of the carrier.
     *
     * @return the request
     */
    public GatewayRequest request() {
        return request;
    }

    /**
     * Whether the exchange is over, with or without an error.
     *
     * @return false when the observation starts, true when it stops
     */
    public boolean ended() {
        return ended;
    }

    /**
     * Whether the response was read to its end.
     *
     * @return false before the end, after an error, and if the host closed the response early
     */
    public boolean complete() {
        return complete;
    }

    void end(boolean readToEnd) {
        ended = true;
        complete = readToEnd;
    }
}
