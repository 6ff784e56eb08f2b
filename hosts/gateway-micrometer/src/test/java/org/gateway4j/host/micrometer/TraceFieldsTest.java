package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.micrometer.observation.transport.Propagator;
import java.util.List;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Headers;
import org.junit.jupiter.api.Test;

class TraceFieldsTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/cart")
            .header("Host", "shop.example.org")
            .header("Traceparent", "of the client")
            .header("tracestate", "of=the,client=1")
            .header("tracestate", "more=1")
            .header("Accept", "*/*")
            .build();

    @Test
    void withoutFieldsTheRequestIsTheSame() {
        assertSame(REQUEST, TraceFields.addTo(REQUEST, Headers.empty()));
    }

    @Test
    void theStateOfTheClientEndsWithItsParent() {
        GatewayRequest traced = TraceFields.addTo(REQUEST, Headers.of("traceparent", "new"));
        assertEquals(List.of("new"), traced.headers().all("traceparent"));
        assertEquals(List.of(), traced.headers().all("tracestate"));
        assertEquals("*/*", traced.headers().first("Accept"));
        assertEquals("shop.example.org", traced.headers().first("Host"));
    }

    @Test
    void aStateThatTheTracerHasContinuedIsSent() {
        GatewayRequest traced =
                TraceFields.addTo(REQUEST, Headers.of("traceparent", "new", "tracestate", "own=2,of=the"));
        assertEquals(List.of("own=2,of=the"), traced.headers().all("tracestate"));
    }

    /** Other formats than that of the W3C do not touch its fields. */
    @Test
    void otherFieldsAreAdded() {
        GatewayRequest traced = TraceFields.addTo(REQUEST, Headers.of("b3", "1-2-1"));
        assertEquals(REQUEST.headers().size() + 1, traced.headers().size());
        assertEquals("1-2-1", traced.headers().first("B3"));
    }

    @Test
    void aFieldThatNoRequestCanHaveIsLeftOut() {
        GatewayObservationContext context = new GatewayObservationContext("shop", REQUEST);
        Propagator.Setter<Headers.Builder> setter = context.getSetter();
        setter.set(context.getCarrier(), "baggage", "name=\u20AC");
        setter.set(context.getCarrier(), "no token", "value");
        setter.set(context.getCarrier(), "traceparent", "line\r\nbreak");
        setter.set(context.getCarrier(), "baggage-ok", "value");
        assertEquals(1, context.getCarrier().build().size());
        assertEquals(List.of("shop.example.org"), REQUEST.headers().all("Host"));
    }
}
