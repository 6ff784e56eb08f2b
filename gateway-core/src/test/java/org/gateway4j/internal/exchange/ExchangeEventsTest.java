package org.gateway4j.internal.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.Limits;
import org.gateway4j.Phase;
import org.junit.jupiter.api.Test;

class ExchangeEventsTest {

    private final GatewayException failure = new BackendFailureException("test", Phase.CONNECT, false, "refused", null);

    private final List<String> told = new ArrayList<>();
    private final List<ExchangeFacts> facts = new ArrayList<>();
    private final ExchangeEvents events = new ExchangeEvents(
            TestBackend.of(Medium.CONNECTION, Limits.defaults(), new GatewayListener() {
                @Override
                public void responseEnded(GatewayRequest request, long bodyBytes, boolean complete) {
                    told.add("ended");
                }

                @Override
                public void requestFailed(GatewayRequest request, GatewayException failure) {
                    told.add("failed");
                }

                @Override
                public void exchangeEnded(GatewayRequest request, ExchangeFacts ended) {
                    told.add("facts");
                    facts.add(ended);
                }
            }),
            GatewayRequest.get("/").build());

    @Test
    void theFactsComeAfterTheEnd() {
        events.ended(1, true);
        assertEquals(List.of("ended", "facts"), told);
    }

    @Test
    void theFactsComeAfterTheFailure() {
        events.failed(failure);
        assertEquals(List.of("failed", "facts"), told);
        assertSame(failure, facts.get(0).failure());
    }

    /** The first connection was a reused one that died; the second could not be opened. */
    @Test
    void theFactsAreThoseOfTheLastAttempt() {
        events.acquired(1, true, 0);
        events.sendingEnded(5);
        events.retried(failure);
        events.failed(failure);
        assertFalse(facts.get(0).reused());
        assertEquals(0, facts.get(0).requestBytes());
    }
}
