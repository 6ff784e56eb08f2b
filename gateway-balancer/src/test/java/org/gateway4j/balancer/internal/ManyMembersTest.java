package org.gateway4j.balancer.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.gateway4j.BackendBusyException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolStats;
import org.gateway4j.balancer.Ejection;
import org.gateway4j.balancer.MemberSpec;
import org.gateway4j.balancer.Policy;
import org.gateway4j.balancer.Probing;
import org.gateway4j.balancer.Queueing;
import org.gateway4j.balancer.Retries;
import org.gateway4j.balancer.SlowStart;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** A thousand members and ten million requests, in simulated time: shares are even, and nothing is left. */
class ManyMembersTest {

    private static final int MEMBERS = 1_000;
    private static final int REQUESTS = 10_000_000;

    private static final Port<Object> NOTHING = new Port<>() {
        @Override
        public PoolStats stats(Object gateway) {
            return PoolStats.of(5);
        }

        @Override
        public void close(Object gateway) {}
    };

    @Test
    @Covers("balancer/case-83")
    void tenMillionRequestsAreSharedEvenly() throws BackendBusyException {
        SimulatedTime time = new SimulatedTime();
        SplittableRandom random = new SplittableRandom(83);
        FleetConfig config = new FleetConfig(
                "many",
                Policy.peakLatency(),
                null,
                Ejection.defaults(),
                SlowStart.defaults(),
                Retries.defaults(),
                Queueing.defaults(),
                Probing.defaults(),
                null,
                Runnable::run,
                time,
                random::nextInt);
        try (Fleet<Object> fleet = new Fleet<>(config, NOTHING)) {
            for (int i = 0; i < MEMBERS; i++) {
                fleet.members().add(MemberSpec.of("m" + i, new Object()));
            }
            fleet.members().started();
            GatewayRequest request = GatewayRequest.get("/").build();
            for (int i = 0; i < REQUESTS; i++) {
                Ticket<Object> ticket = fleet.enter(request);
                FleetMember<Object> member = fleet.acquire(ticket);
                ticket.began(member);
                time.passNanos(1_000 + random.nextInt(1_000));
                fleet.answered(member, time.nanoTime() - ticket.begun());
                fleet.ended(member, Outcome.SUCCESS);
                fleet.leave();
            }
            long sum = 0;
            for (FleetMember<Object> member : fleet.members().snapshot()) {
                assertEquals(0, member.inFlight());
                long attempts = member.stats().attempts();
                assertTrue(attempts > 5_000 && attempts < 20_000, () -> member + " had " + attempts);
                sum += attempts;
            }
            assertEquals(REQUESTS, sum);
            assertEquals(0, fleet.inFlight());
            assertTrue(fleet.isIdle());
        }
        assertEquals(0, time.pending());
    }
}
