package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.gateway4j.BackendBusyException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.junit.jupiter.api.Test;

/** A host that shuts down in order: what is in flight comes to its end, and nothing new begins. */
interface DrainContract extends ContractFixture {

    Duration LONG = Duration.ofMinutes(5);

    @Test
    default void drainingAnIdleGatewaySucceedsAtOnce() throws Exception {
        Gateway gateway = gateway();
        assertEquals(200, exchange(gateway));
        assertTrue(gateway.drain(Duration.ZERO));
        assertTrue(gateway.drain(LONG));
    }

    private int exchange(Gateway gateway) throws Exception {
        try (GatewayResponse response = gateway.dispatch(get())) {
            response.body().readAllBytes();
            return response.status();
        }
    }

    @Test
    default void whatIsInFlightComesToItsEnd() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        application().behave(call -> {
            call.head(200);
            call.write(Bytes.of("begun "));
            Await.open(goOn);
            call.write(Bytes.of("and ended"));
        });
        Gateway gateway = gateway();
        try (GatewayResponse response = gateway.dispatch(get())) {
            assertFalse(gateway.drain(Duration.ofMillis(1)));
            Running<Boolean> drained = threads().run(() -> gateway.drain(LONG));
            goOn.countDown();
            assertEquals("begun and ended", Bytes.text(response.body().readAllBytes()));
            assertTrue(drained.result());
        }
    }

    @Test
    default void whoeverComesIsTurnedAwayWithoutHavingRun() throws Exception {
        Gateway gateway = gateway();
        assertTrue(gateway.drain(LONG));
        WatchedBody body = new WatchedBody(RequestBody.of(new ByteArrayInputStream(Bytes.of("body")), 4));
        BackendBusyException failure = assertThrows(BackendBusyException.class, () -> gateway.dispatch(post(body)));
        assertEquals(503, failure.suggestedStatus());
        assertFalse(failure.mayHaveRun());
        Messages.assertContains("gateway is draining and takes no more requests", failure);
        assertClosedOnce(body);
        assertEquals(0, application().requests());
    }

    @Test
    default void whoeverWaitsAlreadyIsServed() throws Exception {
        Gateway gateway = gateway(settings().with(PoolConfig.of(1)));
        Running<Integer> waiting;
        try (GatewayResponse held = gateway.dispatch(get())) {
            waiting = threads().run(() -> exchange(gateway));
            Await.untilEquals(1, () -> gateway.stats().waiting(), "callers waiting");
            assertFalse(gateway.drain(Duration.ZERO));
            assertThrows(BackendBusyException.class, () -> gateway.dispatch(get()));
            held.body().readAllBytes();
        }
        assertEquals(200, waiting.result());
        assertTrue(gateway.drain(LONG));
    }

    /** As of a host's own shutdown, which interrupts its threads first. */
    @Test
    default void aThreadThatIsInterruptedAlreadyDrainsAllTheSame() throws Exception {
        Gateway gateway = gateway();
        application().behave(ApplicationCall::awaitHangUp);
        Running<Integer> inFlight = threads().run(() -> exchange(gateway));
        Await.untilEquals(1, () -> gateway.stats().inUse(), "connections in use");
        Running<Boolean> drained = threads().run(() -> {
            Thread.currentThread().interrupt();
            return gateway.drain(LONG);
        });
        drained.failure(InterruptedException.class);
        assertThrows(BackendBusyException.class, () -> gateway.dispatch(get()));
        gateway.close();
        inFlight.failure(Exception.class);
    }

    @Test
    default void anInterruptEndsTheWaitButNotTheRefusing() throws Exception {
        Gateway gateway = gateway();
        application().behave(ApplicationCall::awaitHangUp);
        CountDownLatch begun = new CountDownLatch(1);
        Running<Integer> inFlight = threads().run(() -> exchange(gateway));
        Await.untilEquals(1, () -> gateway.stats().inUse(), "connections in use");
        Running<Boolean> drained = threads().run(() -> {
            begun.countDown();
            return gateway.drain(LONG);
        });
        Await.open(begun);
        drained.interrupt();
        drained.failure(InterruptedException.class);
        gateway.close();
        inFlight.failure(Exception.class);
    }
}
