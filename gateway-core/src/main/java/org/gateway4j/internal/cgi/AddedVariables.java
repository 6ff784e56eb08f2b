package org.gateway4j.internal.cgi;

import java.util.Map;
import java.util.function.Function;
import org.gateway4j.GatewayRequest;
import org.jspecify.annotations.Nullable;

/**
 * The variables that a host adds to each request of a gateway.
 *
 * @param source returns names and values for a request; null if the host adds none
 */
public record AddedVariables(@Nullable Function<? super GatewayRequest, Map<String, String>> source) {

    /** The request with these variables. */
    public GatewayRequest addTo(GatewayRequest request) {
        Map<String, String> added = source == null ? Map.of() : source.apply(request);
        if (added.isEmpty()) {
            return request;
        }
        GatewayRequest.Builder changed = request.toBuilder();
        added.forEach(changed::variable);
        return changed.build();
    }
}
