package org.gateway4j.host.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.ResponseFacts;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one dispatch, from its start to the end of the response. It stops once, whoever ends the exchange, on
 * whichever thread. Nothing that handlers throw comes out.
 */
final class DispatchObservation {

    private enum State {
        AWAITING_RESPONSE,
        /** The host has the response. */
        ANSWERED,
        /** The host has aborted the exchange before there was a response. The gateway closes one that comes all the same. */
        ABORTED,
        ENDED
    }

    /** Dispatches the request of an observation, and waits for the response. */
    @FunctionalInterface
    interface Dispatch {

        GatewayResponse run() throws GatewayException;
    }

    private final ObservationRegistry registry;
    private final Observation observation;
    private final GatewayObservationContext context;
    private final GatewayRequest request;
    private final AtomicReference<State> state = new AtomicReference<>(State.AWAITING_RESPONSE);
    private final AtomicLong delivered = new AtomicLong();

    /** An observation that has started. */
    DispatchObservation(ObservationRegistry registry, Observation observation, GatewayObservationContext context) {
        this.registry = registry;
        this.observation = observation;
        this.context = context;
        Headers.Builder fields = context.getCarrier();
        this.request = TraceFields.addTo(context.request(), fields == null ? Headers.empty() : fields.build());
    }

    /** The request to dispatch, with the fields of the trace. */
    GatewayRequest request() {
        return request;
    }

    /** Dispatches on this thread, in the scope of the observation. */
    GatewayResponse around(Dispatch dispatch) throws GatewayException {
        Observation.Scope before = registry.getCurrentObservationScope();
        Observation.Scope scope = openScope(before);
        try {
            GatewayResponse response = dispatch.run();
            answered(response);
            return new ObservedResponse(response, this);
        } catch (GatewayException | RuntimeException | Error e) {
            failed(e);
            throw e;
        } finally {
            restoreUnless(HandlerShield.run(scope::close), before);
        }
    }

    private Observation.Scope openScope(Observation.@Nullable Scope before) {
        Observation.Scope[] opened = {Observation.Scope.NOOP};
        restoreUnless(HandlerShield.run(() -> opened[0] = observation.openScope()), before);
        return opened[0];
    }

    /** A handler that throws must not leave its observation behind on the thread. */
    private void restoreUnless(boolean done, Observation.@Nullable Scope before) {
        if (!done) {
            registry.setCurrentObservationScope(before);
        }
    }

    /** The response head is known. */
    void answered(ResponseFacts response) {
        context.setResponse(response);
        if (!state.compareAndSet(State.AWAITING_RESPONSE, State.ANSWERED) && state.get() == State.ABORTED) {
            closed();
        }
    }

    /** The host has read a part of the response's body; a negative count is its end. */
    void read(long count) {
        if (count < 0) {
            end(null, true);
        } else {
            delivered.addAndGet(count);
        }
    }

    /** There is no response, or it is truncated. */
    void failed(Throwable failure) {
        end(failure, false);
    }

    /** The host has closed the response. It need not read the end of a body whose length it knows. */
    void closed() {
        ResponseFacts response = context.getResponse();
        end(null, response != null && response.contentLength() == delivered.get());
    }

    /** The host has aborted the exchange, at any stage. */
    void aborted() {
        if (!state.compareAndSet(State.AWAITING_RESPONSE, State.ABORTED) && state.get() == State.ANSWERED) {
            closed();
        }
    }

    private void end(@Nullable Throwable failure, boolean complete) {
        if (state.getAndSet(State.ENDED) == State.ENDED) {
            return;
        }
        context.end(complete);
        if (failure != null) {
            HandlerShield.run(() -> observation.error(failure));
        }
        HandlerShield.run(observation::stop);
    }
}
