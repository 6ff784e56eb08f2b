package org.gateway4j.host.micrometer;

import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;

/** The header fields by which a trace continues in the application. */
final class TraceFields {

    private static final String PARENT = "traceparent";
    private static final String STATE = "tracestate";

    private TraceFields() {}

    /** The request with these fields in place of those that the client has sent. */
    static GatewayRequest addTo(GatewayRequest request, Headers fields) {
        if (fields.size() == 0) {
            return request;
        }
        GatewayRequest.Builder builder = request.toBuilder();
        // A state belongs to its parent (W3C Trace Context, section 3.3), so that of the client ends with the client's
        // parent.
        if (fields.contains(PARENT)
                && !fields.contains(STATE)
                && request.headers().contains(STATE)) {
            builder.headers(request.headers().toBuilder().remove(STATE).build());
        }
        fields.forEach(builder::setHeader);
        return builder.build();
    }
}
