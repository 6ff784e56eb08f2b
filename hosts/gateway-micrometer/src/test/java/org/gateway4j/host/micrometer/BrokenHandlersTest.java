package org.gateway4j.host.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.Phase;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing that handlers and conventions throw reaches an exchange. */
class BrokenHandlersTest {

    private static final GatewayRequest REQUEST = GatewayRequest.get("/").build();

    /** Where a handler throws. */
    enum Step {
        SUPPORTS,
        START,
        SCOPE_OPENED,
        SCOPE_CLOSED,
        ERROR,
        STOP
    }

    private static final class Broken implements ObservationHandler<Observation.Context> {

        private final Step broken;

        Broken(Step broken) {
            this.broken = broken;
        }

        private void at(Step step) {
            if (step == broken) {
                throw new IllegalStateException("thrown on purpose at " + step);
            }
        }

        @Override
        public void onStart(Observation.Context context) {
            at(Step.START);
        }

        @Override
        public void onScopeOpened(Observation.Context context) {
            at(Step.SCOPE_OPENED);
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            at(Step.SCOPE_CLOSED);
        }

        @Override
        public void onError(Observation.Context context) {
            at(Step.ERROR);
        }

        @Override
        public void onStop(Observation.Context context) {
            at(Step.STOP);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            at(Step.SUPPORTS);
            return true;
        }
    }

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final Gateway plain = mock(Gateway.class);
    private final ObservedGateway gateway = ObservedGateway.of("shop", plain, registry);

    private void assertExchangesAreUnharmed() throws Exception {
        assertExchangesAreUnharmed(gateway);
    }

    private void assertExchangesAreUnharmed(Gateway observed) throws Exception {
        BackendFailureException failure = new BackendFailureException("shop", Phase.HEAD, true, "broken", null);
        when(plain.dispatch(any()))
                .thenReturn(GatewayResponse.of(200, Headers.empty(), RequestBody.of(Bytes.of("unharmed"))))
                .thenThrow(failure);
        try (GatewayResponse response = observed.dispatch(REQUEST)) {
            assertEquals("unharmed", Bytes.text(response.body().readAllBytes()));
        }
        assertNull(registry.getCurrentObservationScope());
        assertSame(failure, assertThrows(BackendFailureException.class, () -> observed.dispatch(REQUEST)));
        assertNull(registry.getCurrentObservationScope());
    }

    @ParameterizedTest
    @EnumSource
    void aHandlerThatThrowsHarmsNothing(Step step) throws Exception {
        registry.observationConfig().observationHandler(new Broken(step));
        assertExchangesAreUnharmed();
    }

    @Test
    void aConventionThatThrowsHarmsNothing() throws Exception {
        registry.observationConfig().observationHandler(context -> true);
        assertExchangesAreUnharmed(gateway.withConvention(new DefaultGatewayObservationConvention() {
            @Override
            public KeyValues getLowCardinalityKeyValues(GatewayObservationContext context) {
                throw new IllegalStateException("thrown on purpose");
            }
        }));
    }

    @Test
    void aConventionForOtherContextsHarmsNothing() throws Exception {
        registry.observationConfig().observationHandler(context -> true);
        assertExchangesAreUnharmed(gateway.withConvention(new DefaultGatewayObservationConvention() {
            @Override
            public boolean supportsContext(Observation.Context context) {
                return false;
            }
        }));
    }
}
