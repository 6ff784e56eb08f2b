package org.gateway4j.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendBusyException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Phase;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.gateway4j.testkit.Messages;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Many callers at once: bounded, in turn, and never mixed. */
interface CapacityContract extends ContractFixture {

    int CALLERS = 24;
    int CALLS = 20;

    @Test
    @Covers({"ajp/wire-one-exchange", "ajp/CVE-2012-3502"})
    default void concurrentCallersNeverSeeEachOthersBodies() throws Exception {
        application().behave(call -> call.answer(200, call.input().readAllBytes()));
        Gateway gateway = gateway(settings().with(PoolConfig.of(4)));
        List<Running<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            int number = caller;
            callers.add(threads().run(() -> echoRepeatedly(gateway, number)));
        }
        int answered = 0;
        for (Running<Integer> caller : callers) {
            answered += caller.result();
        }
        assertEquals(CALLERS * CALLS, answered);
        assertEquals(CALLERS * CALLS, application().requests());
        assertTrue(kept() == 0 || gateway.stats().opened() <= 4, () -> "" + gateway.stats());
    }

    private int echoRepeatedly(Gateway gateway, int caller) throws Exception {
        int answered = 0;
        for (int call = 0; call < CALLS; call++) {
            byte[] content = Bytes.random(1 + 7_919 * call * (caller % 3), 1000L * caller + call);
            RequestBody body = call % 2 == 0
                    ? RequestBody.of(content)
                    : RequestBody.of(new ByteArrayInputStream(content), content.length);
            try (GatewayResponse response = gateway.dispatch(post(body))) {
                assertArrayEquals(content, response.body().readAllBytes());
                answered++;
            }
        }
        return answered;
    }

    @Test
    default void waiterIsServedWhenAConnectionIsFreed() throws Exception {
        application().behave(call -> call.answer(200, Bytes.of("served")));
        Gateway gateway = gateway(settings().with(PoolConfig.of(1)));
        GatewayResponse held = gateway.dispatch(get());
        Running<byte[]> waiter = threads().run(() -> {
            try (GatewayResponse response = gateway.dispatch(get())) {
                return response.body().readAllBytes();
            }
        });
        Await.until(
                () -> "nobody waits: " + gateway.stats(), () -> gateway.stats().waiting() == 1);
        held.close();
        assertEquals("served", Bytes.text(waiter.result()));
    }

    @Test
    @Covers({"ajp/complaint-15", "ajp/failure-busy"})
    default void fullQueueTurnsAwayAtOnce() throws Exception {
        Gateway gateway = gateway(settings().with(PoolConfig.of(1).withMaxWaiters(0)));
        WatchedBody body = new WatchedBody(RequestBody.of(new byte[9]));
        try (GatewayResponse held = gateway.dispatch(get())) {
            BackendBusyException failure = assertThrows(BackendBusyException.class, () -> gateway.dispatch(post(body)));
            assertEquals(200, held.status());
            assertEquals(Phase.ACQUIRE, failure.phase());
            assertEquals(503, failure.suggestedStatus());
            assertFalse(failure.mayHaveRun());
            Messages.assertContains("0 callers wait", failure);
        }
        assertClosedOnce(body);
        assertEquals(1, gateway.stats().rejected());
    }

    @Test
    @Covers("ajp/complaint-20")
    default void figuresAreThoseOfTheLimitAndOfWhatIsUsed() throws Exception {
        Gateway gateway = gateway(settings().with(PoolConfig.of(3).withMaxIdle(1)));
        assertEquals(0, gateway.stats().opened());
        try (GatewayResponse first = gateway.dispatch(get());
                GatewayResponse second = gateway.dispatch(get())) {
            assertEquals(3, gateway.stats().limit());
            assertEquals(2, gateway.stats().inUse());
            assertEquals(0, first.body().readAllBytes().length);
            assertEquals(0, second.body().readAllBytes().length);
        }
        assertEquals(0, gateway.stats().inUse());
        assertEquals(kept(), gateway.stats().idle());
        assertEquals(2, gateway.stats().opened());
        assertEquals(2 - kept(), gateway.stats().closed());
    }
}
