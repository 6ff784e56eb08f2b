package org.gateway4j.host.micrometer;

import org.gateway4j.Handoff;
import org.gateway4j.Headers;
import org.gateway4j.ResponseFacts;
import org.jspecify.annotations.Nullable;

/**
 * A response whose reading is observed.
 *
 * @param <R> the type of the response that the gateway has returned
 */
abstract class ObservedFacts<R extends ResponseFacts> implements ResponseFacts {

    /** The response of the gateway. */
    final R response;

    final DispatchObservation observation;

    ObservedFacts(R response, DispatchObservation observation) {
        this.response = response;
        this.observation = observation;
    }

    @Override
    public final int status() {
        return response.status();
    }

    @Override
    public final String reason() {
        return response.reason();
    }

    @Override
    public final Headers headers() {
        return response.headers();
    }

    @Override
    public final boolean hasBody() {
        return response.hasBody();
    }

    @Override
    public final long contentLength() {
        return response.contentLength();
    }

    @Override
    public final long declaredLength() {
        return response.declaredLength();
    }

    @Override
    public final @Nullable Handoff handoff() {
        return response.handoff();
    }

    @Override
    public final long exitStatus() {
        return response.exitStatus();
    }
}
