package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gateway4j.BackendFailureException;
import org.gateway4j.ExchangeFacts;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;

/** The figures of an exchange that a listener is told at its end. */
interface ExchangeFactsContract extends ContractFixture {

    /** Keeps the figures of all exchanges. */
    final class Recorder implements GatewayListener {

        private final List<ExchangeFacts> ended = new CopyOnWriteArrayList<>();

        @Override
        public void exchangeEnded(GatewayRequest request, ExchangeFacts facts) {
            ended.add(facts);
        }

        /** The figures of the latest exchange, which is the one with that number. */
        private ExchangeFacts await(int number) throws Exception {
            Await.untilEquals(number, ended::size, "exchanges that ended");
            return ended.get(number - 1);
        }
    }

    private static void assertFailedWithoutResponse(GatewayException failure, ExchangeFacts facts) {
        assertSame(failure, facts.failure());
        assertEquals(-1, facts.status());
        assertEquals(-1, facts.headNanos());
        assertEquals(0, facts.responseBytes());
        assertFalse(facts.complete());
        assertTrue(facts.nanos() > 0);
    }

    @Test
    default void factsOfACompleteExchangeHoldStatusBytesAndTimes() throws Exception {
        application().behave(call -> {
            byte[] content = call.input().readAllBytes();
            call.answer(404, Bytes.of("no " + Bytes.text(content)));
        });
        Recorder recorder = new Recorder();
        Gateway gateway = gateway(settings().with(recorder));
        for (int number = 1; number <= 2; number++) {
            try (GatewayResponse response = gateway.dispatch(post(RequestBody.of(Bytes.of("teapot"))))) {
                assertEquals("no teapot", Bytes.text(response.body().readAllBytes()));
            }
            ExchangeFacts facts = recorder.await(number);
            assertEquals(404, facts.status());
            assertNull(facts.failure());
            assertTrue(facts.complete());
            assertEquals(number == 2 && kept() > 0, facts.reused());
            assertEquals(6, facts.requestBytes());
            assertEquals(9, facts.responseBytes());
            assertTrue(facts.headNanos() > 0 && facts.headNanos() < facts.nanos(), facts::toString);
        }
    }

    @Test
    default void factsOfAnExchangeWithoutResponseHoldTheFailure() throws Exception {
        Recorder recorder = new Recorder();
        Gateway gateway = gateway(settings().with(recorder));
        application().behave(ApplicationCall::breakOff);
        BackendFailureException failure = assertThrows(
                BackendFailureException.class, () -> gateway.dispatch(post(RequestBody.of(Bytes.of("lost")))));
        ExchangeFacts facts = recorder.await(1);
        assertFailedWithoutResponse(failure, facts);
        assertEquals(4, facts.requestBytes());
    }

    @Test
    default void factsOfARequestThatWasNotSentHoldNoBytes() throws Exception {
        Recorder recorder = new Recorder();
        Gateway gateway = unreachable(settings().with(recorder));
        GatewayException failure =
                assertThrows(GatewayException.class, () -> gateway.dispatch(post(RequestBody.of(Bytes.of("kept")))));
        ExchangeFacts facts = recorder.await(1);
        assertFailedWithoutResponse(failure, facts);
        assertEquals(0, facts.requestBytes());
        assertFalse(facts.reused());
    }

    @Test
    default void factsOfATruncatedResponseHoldStatusAndFailure() throws Exception {
        application().behave(call -> {
            call.head(200, "Content-Length", "10");
            call.write(Bytes.of("1234"));
            call.breakOff();
        });
        Recorder recorder = new Recorder();
        try (GatewayResponse response = gateway(settings().with(recorder)).dispatch(get())) {
            GatewayException failure =
                    assertThrows(GatewayException.class, () -> response.body().readAllBytes());
            ExchangeFacts facts = recorder.await(1);
            assertSame(failure, facts.failure());
            assertEquals(200, facts.status());
            assertEquals(4, facts.responseBytes());
            assertFalse(facts.complete());
        }
    }

    @Test
    default void factsOfAnEarlyCloseHoldWhatWasRead() throws Exception {
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("1234"));
            call.awaitHangUp();
        });
        Recorder recorder = new Recorder();
        try (GatewayResponse response = gateway(settings().with(recorder)).dispatch(get())) {
            assertEquals(2, response.body().readNBytes(2).length);
        }
        ExchangeFacts facts = recorder.await(1);
        assertNull(facts.failure());
        assertEquals(2, facts.responseBytes());
        assertFalse(facts.complete());
    }
}
