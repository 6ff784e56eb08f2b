package org.gateway4j.host.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.Set;
import org.gateway4j.ResponseFacts;

/**
 * The convention of observations that the host does not replace. The name is {@code gateway4j.dispatch}, and a span is called
 * {@code GET shop}, after the method and the gateway.
 *
 * <p>Key values of low cardinality: {@code gateway}, {@code method}, {@code outcome}, {@code status}, {@code failure}. A method
 * that RFC 9110 and RFC 5789 do not define is {@code _OTHER}, because a client can make up any number of them. The key value of
 * high cardinality is {@code http.response.status_code}, if there is a response. Paths, addresses and header fields are left out,
 * because they may identify people or contain secrets. A host that wants them overrides {@link #getHighCardinalityKeyValues}.
 *
 * <p>Immutable; safe for use by any number of threads.
 */
public class DefaultGatewayObservationConvention implements GatewayObservationConvention {

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private static final String NONE = "none";

    /** The convention. */
    public DefaultGatewayObservationConvention() {}

    @Override
    public String getName() {
        return "gateway4j.dispatch";
    }

    @Override
    public String getContextualName(GatewayObservationContext context) {
        return method(context) + " " + context.gateway();
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(GatewayObservationContext context) {
        return KeyValues.of(
                KeyValue.of(GatewayTag.KEY, context.gateway()),
                KeyValue.of("method", method(context)),
                KeyValue.of("outcome", outcome(context)),
                KeyValue.of("status", status(context)),
                KeyValue.of("failure", failure(context)));
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(GatewayObservationContext context) {
        ResponseFacts response = context.getResponse();
        return response == null
                ? KeyValues.empty()
                : KeyValues.of("http.response.status_code", Integer.toString(response.status()));
    }

    private static String method(GatewayObservationContext context) {
        String method = context.request().method();
        return METHODS.contains(method) ? method : "_OTHER";
    }

    private static String outcome(GatewayObservationContext context) {
        return context.ended()
                ? Outcome.of(context.getError(), context.complete()).tag()
                : "unknown";
    }

    private static String status(GatewayObservationContext context) {
        ResponseFacts response = context.getResponse();
        return (response == null ? StatusClass.NONE : StatusClass.of(response.status())).tag();
    }

    private static String failure(GatewayObservationContext context) {
        Throwable error = context.getError();
        return error == null ? NONE : FailureKind.of(error).tag();
    }
}
