package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.gateway4j.BackendTimeoutException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservedGatewayTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<GatewayObservationContext> stopped = new ArrayList<>();
    private final AtomicReference<GatewayRequest> dispatched = new AtomicReference<>();
    private final Gateway plain = mock(Gateway.class);
    private ObservedGateway gateway = ObservedGateway.of("shop", plain, registry);

    /** Does what the test says when an observation starts, and keeps those that have stopped. */
    private class Handler implements ObservationHandler<GatewayObservationContext> {

        @Override
        public void onStop(GatewayObservationContext context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof GatewayObservationContext;
        }
    }

    @BeforeEach
    void answer() throws Exception {
        answerWith(Bytes.of("content"));
    }

    private void answerWith(byte[] content) throws Exception {
        when(plain.dispatch(any())).thenAnswer(call -> {
            dispatched.set(call.getArgument(0));
            return GatewayResponse.of(200, Headers.empty(), RequestBody.of(content));
        });
    }

    private void observeBy(ObservationHandler<?> handler) {
        registry.observationConfig().observationHandler(handler);
    }

    private String lowCardinality(String key) {
        assertEquals(1, stopped.size());
        KeyValue value = stopped.get(0).getLowCardinalityKeyValue(key);
        return value == null ? "absent" : value.getValue();
    }

    @Test
    void nothingIsAddedIfNobodyObserves() throws Exception {
        GatewayResponse response = GatewayResponse.of(204, Headers.empty(), RequestBody.none());
        when(plain.dispatch(REQUEST)).thenReturn(response);
        assertSame(response, gateway.dispatch(REQUEST));
        GatewayCall call = mock(GatewayCall.class);
        when(plain.newCall(REQUEST)).thenReturn(call);
        assertSame(call, gateway.newCall(REQUEST));
    }

    @Test
    void nothingIsAddedIfTheRegistryDeclines() throws Exception {
        observeBy(new Handler());
        registry.observationConfig().observationPredicate((name, context) -> false);
        gateway.dispatch(REQUEST).close();
        assertSame(REQUEST, dispatched.get());
        assertTrue(stopped.isEmpty());
    }

    @Test
    void keyValuesOfACompleteExchange() throws Exception {
        observeBy(new Handler());
        try (GatewayResponse response = gateway.dispatch(REQUEST)) {
            assertEquals("content", Bytes.text(response.body().readAllBytes()));
        }
        assertEquals("shop", lowCardinality("gateway"));
        assertEquals("GET", lowCardinality("method"));
        assertEquals("complete", lowCardinality("outcome"));
        assertEquals("2xx", lowCardinality("status"));
        assertEquals("none", lowCardinality("failure"));
        assertEquals("gateway4j.dispatch", stopped.get(0).getName());
        assertEquals("GET shop", stopped.get(0).getContextualName());
    }

    /** A client can make up any number of methods. */
    @Test
    void anUnknownMethodIsNotRecorded() throws Exception {
        observeBy(new Handler());
        gateway.dispatch(GatewayRequest.builder("BREW", "/").build()).close();
        assertEquals("_OTHER", lowCardinality("method"));
    }

    @Test
    void aRefusedRequestIsRejected() throws Exception {
        observeBy(new Handler());
        RequestRejectedException refusal =
                new RequestRejectedException(RequestRejectedException.Reason.NOT_FOUND, "no script");
        when(plain.dispatch(any())).thenThrow(refusal);
        assertSame(refusal, assertThrows(RequestRejectedException.class, () -> gateway.dispatch(REQUEST)));
        assertSame(refusal, stopped.get(0).getError());
        assertEquals("rejected", lowCardinality("outcome"));
        assertEquals("rejected", lowCardinality("failure"));
    }

    @Test
    void whatTheHostsOwnCodeThrowsIsAnErrorToo() throws Exception {
        observeBy(new Handler());
        when(plain.dispatch(any())).thenThrow(new IllegalStateException("closed"));
        assertThrows(IllegalStateException.class, () -> gateway.dispatch(REQUEST));
        assertEquals("failed", lowCardinality("outcome"));
        assertEquals("aborted", lowCardinality("failure"));
    }

    /** The host knows the length, so it need not read on to see the end. */
    @Test
    void aBodyOfKnownLengthIsCompleteWithItsLastByte() throws Exception {
        observeBy(new Handler());
        try (GatewayResponse response = gateway.dispatch(REQUEST)) {
            response.read(ByteBuffer.allocate(7));
            assertTrue(stopped.isEmpty());
        }
        assertEquals("complete", lowCardinality("outcome"));
    }

    @Test
    void aResponseThatIsClosedEarlyIsNotComplete() throws Exception {
        observeBy(new Handler());
        try (GatewayResponse response = gateway.dispatch(REQUEST)) {
            response.body().read();
        }
        assertEquals("closed", lowCardinality("outcome"));
    }

    @Test
    void aResponseWithoutBodyIsCompleteAtOnce() throws Exception {
        answerWith(new byte[0]);
        observeBy(new Handler());
        gateway.dispatch(REQUEST).close();
        assertEquals("complete", lowCardinality("outcome"));
    }

    @Test
    void copyingTheBodyEndsTheObservation() throws Exception {
        observeBy(new Handler());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GatewayResponse response = gateway.dispatch(REQUEST)) {
            assertEquals(7, response.transferTo(out));
            assertEquals("complete", lowCardinality("outcome"));
        }
        try (GatewayResponse response = gateway.dispatch(REQUEST)) {
            assertEquals(7, response.body().transferTo(out));
            assertEquals(2, stopped.size());
        }
        assertEquals("contentcontent", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void anOutputThatFailsIsNoFailureOfTheExchange() throws Exception {
        observeBy(new Handler());
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("client is gone");
            }
        };
        GatewayResponse response = gateway.dispatch(REQUEST);
        assertThrows(IOException.class, () -> response.transferTo(broken));
        assertEquals("closed", lowCardinality("outcome"));
        assertNull(stopped.get(0).getError());
    }

    @Test
    void aFailingReadStopsTheObservationOnce() throws Exception {
        observeBy(new Handler());
        when(plain.dispatch(any()))
                .thenReturn(GatewayResponse.of(
                        200, Headers.empty(), RequestBody.of(new ByteArrayInputStream(new byte[3]), 10)));
        try (GatewayResponse response = gateway.dispatch(REQUEST)) {
            assertThrows(IOException.class, () -> response.body().readAllBytes());
        }
        assertEquals("failed", lowCardinality("outcome"));
        assertEquals("backend", lowCardinality("failure"));
    }

    @Test
    void aCancelledCallStopsWithItsFailure() throws Exception {
        observeBy(new Handler());
        GatewayCall plainCall = mock(GatewayCall.class);
        when(plain.newCall(any())).thenReturn(plainCall);
        when(plainCall.dispatch()).thenThrow(new BackendTimeoutException("shop", Phase.HEAD, true, "late", null));
        GatewayCall call = gateway.newCall(REQUEST);
        call.cancel();
        assertTrue(stopped.isEmpty());
        assertThrows(BackendTimeoutException.class, call::dispatch);
        assertEquals("timeout", lowCardinality("failure"));
    }

    /** The gateway closes the response, so the host need not. */
    @Test
    void cancellingAnAnsweredCallStopsTheObservation() throws Exception {
        observeBy(new Handler());
        GatewayCall plainCall = mock(GatewayCall.class);
        when(plain.newCall(any())).thenReturn(plainCall);
        when(plainCall.dispatch()).thenReturn(GatewayResponse.of(200, Headers.empty(), RequestBody.of(new byte[1])));
        GatewayCall call = gateway.newCall(REQUEST);
        assertEquals(200, call.dispatch().status());
        call.cancel();
        assertEquals("closed", lowCardinality("outcome"));
    }

    @Test
    void theObservationIsTheCurrentOneWhileTheRequestIsDispatched() throws Exception {
        observeBy(new Handler());
        AtomicReference<Observation> current = new AtomicReference<>();
        when(plain.dispatch(any())).thenAnswer(call -> {
            current.set(registry.getCurrentObservation());
            return GatewayResponse.of(200, Headers.empty(), RequestBody.none());
        });
        gateway.dispatch(REQUEST).close();
        assertSame(stopped.get(0), current.get().getContext());
        assertNull(registry.getCurrentObservation());
    }

    @Test
    void theHostCanReplaceTheConvention() throws Exception {
        observeBy(new Handler());
        gateway = gateway.withConvention(new DefaultGatewayObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(GatewayObservationContext context) {
                return super.getHighCardinalityKeyValues(context)
                        .and("url.path", context.request().path());
            }
        });
        gateway.dispatch(GatewayRequest.get("/cart?id=1").build()).close();
        assertEquals(
                "/cart", stopped.get(0).getHighCardinalityKeyValue("url.path").getValue());
    }

    @Test
    void aBlankNameIsRefused() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ObservedGateway.of(" ", plain, registry));
        assertTrue(refusal.getMessage().contains("\" \""), refusal.getMessage());
    }

    @Test
    void closingItClosesTheGateway() {
        gateway.close();
        verify(plain).close();
    }
}
